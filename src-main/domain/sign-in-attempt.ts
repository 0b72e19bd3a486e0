// One attempt to sign in, as a strip of steps the user can watch.
import type { Failure } from './failure';

export const signInSteps = ['receiver', 'browser', 'answer', 'exchange', 'identity'] as const;
export type SignInStep = (typeof signInSteps)[number];

export type SignInAttempt = {
  readonly id: string;
  readonly instanceId: string;
  /** The account that was asked to sign in again; null for a new one. */
  readonly accountId: string | null;
  readonly startedAt: number;
  readonly endsAt: number;
  /** The loopback port, known once the receiver listens. */
  readonly port: number | null;
  /** Whether the system browser took the address; null before it was asked. False is not the end: see copy link. */
  readonly browserOpened: boolean | null;
  readonly progress: SignInProgress;
};

export type SignInProgress =
  | { readonly kind: 'under-way'; readonly step: SignInStep }
  | { readonly kind: 'failed'; readonly step: SignInStep; readonly failure: Failure }
  | {
      readonly kind: 'done';
      readonly accountId: string;
      readonly displayName: string;
      /** Somebody else at the same instance is always a further account, never a silent overwrite. */
      readonly outcome: 'first' | 'same-person' | 'another-person';
    };

export type SignInEvent =
  | { readonly kind: 'receiver-ready'; readonly port: number }
  | { readonly kind: 'browser-asked'; readonly opened: boolean }
  | { readonly kind: 'reached'; readonly step: SignInStep }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | Extract<SignInProgress, { kind: 'done' }>;

/** Once failed or done, an attempt does not move any more. */
export function advance(attempt: SignInAttempt, event: SignInEvent): SignInAttempt {
  if (attempt.progress.kind !== 'under-way') return attempt;
  switch (event.kind) {
    case 'receiver-ready':
      return { ...attempt, port: event.port, progress: { kind: 'under-way', step: 'browser' } };
    case 'browser-asked':
      return { ...attempt, browserOpened: event.opened, progress: { kind: 'under-way', step: 'answer' } };
    case 'reached':
      return { ...attempt, progress: { kind: 'under-way', step: event.step } };
    case 'failed':
      return {
        ...attempt,
        progress: { kind: 'failed', step: attempt.progress.step, failure: event.failure },
      };
    case 'done':
      return { ...attempt, progress: event };
  }
}
