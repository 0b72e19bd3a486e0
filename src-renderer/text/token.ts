// What the token card says, by state.
import type { AccountStateView, AccountView, InstanceView } from '../bridge/client';
import { isByKey } from '../state/rows';
import { en } from './en';
import { toRenewalSentence, type Renewals } from './renewals';
import { toRingSpan, toTime } from './times';

const soon = 5 * 60_000;

/** What the card says below the name. */
export function toTokenSentence(
  account: AccountView,
  instance: InstanceView,
  now: number,
  renewals?: Renewals,
): string {
  if (account.queuedSignOut !== null) {
    return instance.signsOutWidely ? en.token.revocationWaiting : en.token.signOutWaiting;
  }
  const { state } = account;
  if (isByKey(account)) {
    if (state.kind === 'needs-sign-in') return en.token.needsKey;
    if (state.kind === 'signed-out') return en.token.keySignedOut;
  }
  return toRenewalSentence(account, now, renewals) ?? toStateSentence(state, now);
}

function toStateSentence(state: AccountStateView, now: number): string {
  switch (state.kind) {
    case 'active':
      return state.expiresAt - now < soon
        ? en.token.ending(toTime(state.expiresAt))
        : en.token.active(toTime(state.expiresAt));
    case 'renewing':
      return en.token.renewing;
    case 'resting':
      return en.token.resting;
    case 'waiting':
      return state.retryAt === null || state.retryAt <= now
        ? en.token.waiting
        : en.token.waitingUntil(toTime(state.retryAt));
    case 'needs-sign-in':
      return en.token.needsSignIn;
    case 'blocked':
      return en.token.blocked;
    case 'signed-out':
      return en.token.signedOut;
    case 'locked':
      return en.token.locked;
  }
}

export type RingText = {
  readonly figure: string;
  readonly unit: string;
  readonly share: number;
  readonly tone: 'calm' | 'ending' | 'empty';
};

export function toRingText(state: AccountStateView, now: number): RingText {
  const word: RingText = { figure: en.ring[state.kind], unit: '', share: 0, tone: 'empty' };
  if (state.kind !== 'active' && state.kind !== 'renewing') return word;
  if (state.issuedAt === null || state.expiresAt === null) return word;
  const left = Math.max(0, state.expiresAt - now);
  const share = left / Math.max(1, state.expiresAt - state.issuedAt);
  return { ...toRingSpan(left), share, tone: left < soon ? 'ending' : 'calm' };
}
