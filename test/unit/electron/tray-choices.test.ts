import '#support/fakes/without-electron';
import { describe, expect, test } from 'vitest';
import { createTrayChoices, type TrayChoicePorts } from '#electron/tray-choices';
import { fail, ok, type Result } from '#domain/result';

/** An app behind a tray: what was done, in words, and what works. */
function aTray({ works = true } = {}) {
  const done: string[] = [];
  const outcome = <T>(value: T): Result<T> => (works ? ok(value) : fail({ kind: 'not-signed-in' }));
  const ports: TrayChoicePorts = {
    handOut: {
      copyToken: (accountId, format) => {
        done.push(`copy ${accountId} as ${format}`);
        return Promise.resolve(outcome({ clearsAt: 1, expiresAt: 2 }));
      },
      clearClipboard: () => Promise.resolve(void done.push('clear')),
    },
    renew: (accountId, urgency) => Promise.resolve(void done.push(`renew ${accountId}, ${urgency}`)),
    renewAll: () => Promise.resolve(void done.push('renew all')),
    signIn: {
      start: (instanceId, accountId) => {
        done.push(`sign in ${accountId} at ${instanceId}`);
        return outcome({ attemptId: 'attempt' });
      },
    },
    pauseRenewals: (isPaused) => void done.push(isPaused ? 'pause' : 'go on'),
    lockApp: () => Promise.resolve(void done.push('lock')),
    unlockApp: () => {
      done.push('unlock');
      return Promise.resolve(outcome(undefined));
    },
    windows: {
      show: () => void done.push('window'),
      showMain: (accountId) => void done.push(`window at ${accountId}`),
      showQuick: () => void done.push('quick copy'),
    },
    quit: () => void done.push('quit'),
  };
  return { choose: createTrayChoices(ports), done };
}

type Action = Parameters<ReturnType<typeof aTray>['choose']>[0];

describe('a choice in the tray does what it says', () => {
  test.each<[Action, string]>([
    [{ kind: 'copy-token', accountId: 'ana', format: 'curl' }, 'copy ana as curl'],
    [{ kind: 'renew', accountId: 'ana' }, 'renew ana, asked'],
    [{ kind: 'renew-all' }, 'renew all'],
    [{ kind: 'sign-in', instanceId: 'acme', accountId: 'ana' }, 'sign in ana at acme'],
    [{ kind: 'show-account', accountId: 'ana' }, 'window at ana'],
    [{ kind: 'pause', isPaused: true }, 'pause'],
    [{ kind: 'pause', isPaused: false }, 'go on'],
    [{ kind: 'clear-clipboard' }, 'clear'],
    [{ kind: 'quick-copy' }, 'quick copy'],
    [{ kind: 'lock' }, 'lock'],
    [{ kind: 'unlock' }, 'unlock'],
    [{ kind: 'open' }, 'window'],
    [{ kind: 'quit' }, 'quit'],
  ])('%j', async (action, what) => {
    const { choose, done } = aTray();
    await choose(action);
    expect(done).toEqual([what]);
  });
});

describe('what fails there leads to the window, which can say why', () => {
  test.each<[Action, string]>([
    [{ kind: 'copy-token', accountId: 'ana', format: 'token' }, 'window at ana'],
    [{ kind: 'sign-in', instanceId: 'acme', accountId: 'ana' }, 'window at ana'],
    [{ kind: 'unlock' }, 'window'],
  ])('%j', async (action, what) => {
    const { choose, done } = aTray({ works: false });
    await choose(action);
    expect(done[1]).toBe(what);
  });
});
