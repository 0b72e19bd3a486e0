// What main asks or says by itself, in dialogs of the system: there may be no page that could.
import { dialog } from 'electron';

type Question = {
  readonly type: 'warning' | 'error';
  readonly message: string;
  readonly detail: string;
  /** The first is what Enter and Escape mean. */
  readonly buttons: readonly [string, string];
  readonly signal?: AbortSignal;
};

/** Whether the second button was pressed. */
async function isSecond({ buttons, ...question }: Question): Promise<boolean> {
  const plain = { defaultId: 0, cancelId: 0, noLink: true };
  const { response } = await dialog.showMessageBox({ ...question, ...plain, buttons: [...buttons] });
  return response === 1;
}

/** A renewed sign-in is in memory only, and the app is to end. The dialog goes when the signal is given. */
export async function askAboutUnsaved(signal: AbortSignal): Promise<'wait' | 'quit'> {
  const quits = await isSecond({
    signal,
    type: 'warning',
    message: 'Daypass could not save a renewed sign-in in the keychain.',
    detail:
      'If Daypass quits now, that account may have to be signed in again. The keychain may be locked: unlock it, then ' +
      'try again.',
    buttons: ['Wait and try again', 'Quit anyway'],
  });
  return quits ? 'quit' : 'wait';
}

/** The page crashed three times in a minute. */
export async function askAboutCrashes(): Promise<'again' | 'quit'> {
  const quits = await isSecond({
    type: 'error',
    message: 'The window of Daypass has stopped working three times within a minute.',
    detail:
      'Your sign-ins are safe: they are kept outside of the window. The tray, if there is one, goes on working.',
    buttons: ['Open the window again', 'Quit Daypass'],
  });
  return quits ? 'quit' : 'again';
}

/** A bug that no window waited for. */
export async function tellAboutBug(reference: string): Promise<'go-on' | 'restart'> {
  const restarts = await isSecond({
    type: 'error',
    message: 'Something in Daypass went wrong.',
    detail:
      `It goes on, and your sign-ins are safe. If it does not behave, start it again. The details are in its log file, ` +
      `under the reference ${reference}.`,
    buttons: ['Go on', 'Start Daypass again'],
  });
  return restarts ? 'restart' : 'go-on';
}

/** Nothing is put together yet, so nothing can be logged, and the app ends. */
export function tellThatStartFailed(error: unknown): void {
  dialog.showErrorBox(
    'Daypass could not start',
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
}
