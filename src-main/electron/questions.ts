// What main asks or says by itself, in dialogs of the system: there may be no page that could.
import { dialog } from 'electron';

/** A renewed sign-in is in memory only, and the app is to end. The dialog goes when the signal is given. */
export async function askAboutUnsaved(signal: AbortSignal): Promise<'wait' | 'quit'> {
  const { response } = await dialog.showMessageBox({
    signal,
    type: 'warning',
    message: 'Daypass could not save a renewed sign-in in the keychain.',
    detail:
      'If Daypass quits now, that account may have to be signed in again. The keychain may be locked: unlock it, then ' +
      'try again.',
    buttons: ['Wait and try again', 'Quit anyway'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1 ? 'quit' : 'wait';
}

/** The page crashed three times in a minute. */
export async function askAboutCrashes(): Promise<'again' | 'quit'> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: 'The window of Daypass has stopped working three times within a minute.',
    detail:
      'Your sign-ins are safe: they are kept outside of the window. The tray, if there is one, goes on working.',
    buttons: ['Open the window again', 'Quit Daypass'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1 ? 'quit' : 'again';
}

/** A bug that no window waited for. */
export async function tellAboutBug(reference: string): Promise<'go-on' | 'restart'> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: 'Something in Daypass went wrong.',
    detail:
      `It goes on, and your sign-ins are safe. If it does not behave, start it again. The details are in its log file, ` +
      `under the reference ${reference}.`,
    buttons: ['Go on', 'Start Daypass again'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1 ? 'restart' : 'go-on';
}

/** Nothing is put together yet, so nothing can be logged, and the app ends. */
export function tellThatStartFailed(error: unknown): void {
  dialog.showErrorBox(
    'Daypass could not start',
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
}
