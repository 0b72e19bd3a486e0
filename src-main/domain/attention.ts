// What needs a person, as far as a view tells: for notices, and for the tray.
import type { AccountView, View } from './view';

export type Need = {
  readonly accountId: string;
  readonly instanceName: string;
  readonly why: 'sign-in' | 'key' | 'set-up' | 'keychain' | 'ends-soon';
  /** Epoch ms, with `ends-soon`. */
  readonly by: number | null;
  /** The same need has the same key; a new sign-in that ends again is another. */
  readonly key: string;
};

export function needsIn({ instances }: Pick<View, 'instances'>): readonly Need[] {
  return instances.flatMap(({ name, accounts }) =>
    accounts.flatMap((account) => {
      const why = whyOf(account);
      if (why === null) return [];
      const by = why === 'ends-soon' ? account.signInAgainBy : null;
      const key = `${account.id} ${why} ${by ?? account.signedInAt}`;
      return [{ accountId: account.id, instanceName: name, why, by, key }];
    }),
  );
}

function whyOf({ state, signsInWith, queuedSignOut, signInAgainBy }: AccountView): Need['why'] | null {
  if (queuedSignOut !== null) return queuedSignOut.next.kind === 'keychain' ? 'keychain' : null;
  if (state.kind === 'needs-sign-in') return signsInWith.kind === 'api-key' ? 'key' : 'sign-in';
  if (state.kind === 'blocked') return 'set-up';
  if (state.kind === 'locked') return 'keychain';
  return state.kind !== 'signed-out' && signInAgainBy !== null ? 'ends-soon' : null;
}
