// Which of its pictures the tray shows, and the words for it. Pure.
import type { AccountView, View } from '#domain/view';

/** `resting`: paused, locked, or nobody is signed in. */
export type TrayState = 'fresh' | 'needs-you' | 'offline' | 'resting';

/** What waits for a person comes first: it does not go away by itself, as a missing network does. */
export function toTrayState(view: View): TrayState {
  if (view.isLocked) return 'resting';
  const accounts = view.instances.flatMap((instance) => instance.accounts);
  if (accounts.some(needsSomebody)) return 'needs-you';
  if (view.renewals.isPaused || !accounts.some(isSignedIn)) return 'resting';
  return view.renewals.isOffline ? 'offline' : 'fresh';
}

/** For those who point at the icon or have it read out. No names: everybody who passes by can see it. */
export function toTrayTip(view: View): string {
  switch (toTrayState(view)) {
    case 'fresh':
      return 'Daypass';
    case 'needs-you': {
      const count = view.instances.flatMap((instance) => instance.accounts).filter(needsSomebody).length;
      return count === 1 ? 'Daypass: an account needs you' : `Daypass: ${count} accounts need you`;
    }
    case 'offline':
      return 'Daypass: no network';
    case 'resting':
      if (view.isLocked) return 'Daypass: locked';
      return view.renewals.isPaused ? 'Daypass: renewals are paused' : 'Daypass';
  }
}

/** Nothing that Daypass does by itself will help. */
export function needsSomebody({ state, signInAgainBy, queuedSignOut }: AccountView): boolean {
  if (queuedSignOut !== null) return queuedSignOut.next.kind === 'keychain';
  const { kind } = state;
  return kind === 'needs-sign-in' || kind === 'blocked' || kind === 'locked' || signInAgainBy !== null;
}

/** A token of it can be had, now or once the trouble is over. */
export function isSignedIn({ state, queuedSignOut }: AccountView): boolean {
  return state.kind !== 'signed-out' && queuedSignOut === null;
}
