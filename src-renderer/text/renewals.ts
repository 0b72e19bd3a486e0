// Whether and when a token is renewed without anybody asking, in a sentence or two.
import type { AccountView, KeepFresh, View } from '../bridge/client';
import { toTime } from './times';

export type Renewals = View['renewals'];

const text = {
  at: (time: string) => `Renews by itself at ${time}.`,
  now: 'Renews by itself in a moment.',
  goodUntil: (time: string) => `Good until ${time}.`,
  restingUntil: (time: string) =>
    `No live token right now. One comes by itself at ${time}; Copy fetches it now.`,
  paused: 'Renewals are paused.',
  offline: 'It renews once there is a network.',
  restingOffline: 'No live token right now. One comes once there is a network.',
  unused: 'Renews when you copy it: not used for 3 days.',
  never: 'Renews when you copy it.',
};

/** Null where there is more to say about the state than about its renewal. */
export function toRenewalSentence(account: AccountView, now: number, renewals?: Renewals): string | null {
  const { state, renewsAt } = account;
  if (state.kind === 'resting') return toRestingSentence(account, now, renewals);
  if (state.kind !== 'active' || state.trouble !== null) return null;
  const until = text.goodUntil(toTime(state.expiresAt));
  if (renewals?.isPaused === true) return `${until} ${text.paused}`;
  if (renewals?.isOffline === true && account.isKeptFresh) return `${until} ${text.offline}`;
  if (renewsAt !== null) return renewsAt > now ? text.at(toTime(renewsAt)) : text.now;
  if (account.keepFresh === 'never') return `${until} ${text.never}`;
  return account.isKeptFresh ? null : `${until} ${text.unused}`;
}

function toRestingSentence(account: AccountView, now: number, renewals?: Renewals): string | null {
  if (renewals?.isPaused === true || !account.isKeptFresh) return null;
  if (renewals?.isOffline === true) return text.restingOffline;
  return account.renewsAt !== null && account.renewsAt > now
    ? text.restingUntil(toTime(account.renewsAt))
    : null;
}

export const keepFreshText = {
  label: 'Kept fresh',
  wishes: { 'when-used': 'While used', always: 'Always', never: 'Never' } satisfies Record<KeepFresh, string>,
  hints: {
    'when-used': 'Renewed ahead for 3 days after each use.',
    always: 'Renewed ahead, used or not.',
    never: 'A new one is fetched when you copy it.',
  } satisfies Record<KeepFresh, string>,
};
