// What a choice in the tray does. Nothing can be said there, so what fails leads to the window, which can.
import type { Result } from '#domain/result';
import type { Usecases } from '#usecases/wiring';
import type { TrayAction } from './tray-action';

export type TrayChoicePorts = {
  readonly handOut: Pick<Usecases['handOut'], 'copyToken' | 'clearClipboard'>;
  readonly renew: (accountId: string, urgency: 'asked') => Promise<unknown>;
  readonly renewAll: () => Promise<unknown>;
  readonly signIn: Pick<Usecases['signIn'], 'start'>;
  readonly pauseRenewals: (isPaused: boolean) => void;
  readonly lockApp: () => Promise<void>;
  readonly unlockApp: () => Promise<Result<void>>;
  readonly windows: {
    readonly show: () => void;
    readonly showMain: (accountId: string) => void;
    readonly showQuick: () => void;
  };
  readonly quit: () => void;
};

/** The work is done when it settles. Rejects for bugs only. */
export function createTrayChoices(ports: TrayChoicePorts): (action: TrayAction) => Promise<void> {
  const { windows } = ports;
  return async (action) => {
    switch (action.kind) {
      case 'copy-token': {
        const { accountId, format } = action;
        if (!(await ports.handOut.copyToken(accountId, format)).ok) windows.showMain(accountId);
        return;
      }
      case 'sign-in': {
        const { instanceId, accountId } = action;
        if (!ports.signIn.start(instanceId, accountId).ok) windows.showMain(accountId);
        return;
      }
      case 'unlock':
        if (!(await ports.unlockApp()).ok) windows.show();
        return;
      default:
        await choosePlain(action, ports);
    }
  };
}

/** Those that cannot fail, or that show in the tray itself how they went. */
async function choosePlain(
  action: Exclude<TrayAction, { kind: 'copy-token' | 'sign-in' | 'unlock' }>,
  ports: TrayChoicePorts,
): Promise<void> {
  switch (action.kind) {
    case 'renew':
      await ports.renew(action.accountId, 'asked');
      return;
    case 'renew-all':
      await ports.renewAll();
      return;
    case 'clear-clipboard':
      return ports.handOut.clearClipboard();
    case 'pause':
      ports.pauseRenewals(action.isPaused);
      return;
    case 'lock':
      return ports.lockApp();
    case 'show-account':
      ports.windows.showMain(action.accountId);
      return;
    case 'quick-copy':
      ports.windows.showQuick();
      return;
    case 'open':
      ports.windows.show();
      return;
    case 'quit':
      ports.quit();
  }
}
