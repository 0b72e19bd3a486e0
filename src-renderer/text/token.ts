// What the token card says, by state.
import type { AccountStateView } from '../bridge/client';
import { en } from './en';
import { toRingSpan, toTime } from './times';

const soon = 5 * 60_000;

export function toTokenSentence(state: AccountStateView, now: number): string {
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
