// Where an account stands. States move only through `step`, so that a table test covers every transition.
import type { Failure } from './failure';
import type { Lease } from './account';

export type AccountState =
  | { readonly kind: 'signed-out' }
  /** Signed in, no live access token in memory: the next use fetches one. */
  | { readonly kind: 'resting' }
  | { readonly kind: 'active'; readonly lease: Lease; readonly trouble: Failure | null }
  | { readonly kind: 'renewing'; readonly attempt: string; readonly lease: Lease | null }
  /** A renewal could not reach the provider; the sign-in itself is untouched. */
  | { readonly kind: 'waiting'; readonly failure: Failure; readonly retryAt: number | null }
  | { readonly kind: 'needs-sign-in'; readonly failure: Failure }
  /** The vault cannot be read now; nothing is lost. */
  | { readonly kind: 'locked'; readonly failure: Failure };

export type AccountEvent =
  | { readonly kind: 'signed-in'; readonly lease: Lease }
  | { readonly kind: 'renewal-started'; readonly attempt: string }
  | { readonly kind: 'renewed'; readonly attempt: string; readonly lease: Lease }
  | {
      readonly kind: 'renewal-failed';
      readonly attempt: string;
      readonly failure: Failure;
      readonly now: number;
    }
  | { readonly kind: 'token-expired'; readonly now: number }
  | { readonly kind: 'vault-opened' }
  | { readonly kind: 'signed-out' };

const vaultTroubles: readonly Failure['kind'][] = [
  'keychain-missing',
  'keychain-locked',
  'keychain-timed-out',
  'keychain-failed',
];

/** A late answer to a renewal that is no longer the current one changes nothing. */
export function step(state: AccountState, event: AccountEvent): AccountState {
  switch (event.kind) {
    case 'signed-in':
      return { kind: 'active', lease: event.lease, trouble: null };
    case 'signed-out':
      return { kind: 'signed-out' };
    case 'renewal-started':
      return state.kind === 'signed-out'
        ? state
        : { kind: 'renewing', attempt: event.attempt, lease: leaseOf(state) };
    case 'renewed':
      return isCurrent(state, event.attempt) ? { kind: 'active', lease: event.lease, trouble: null } : state;
    case 'renewal-failed':
      return isCurrent(state, event.attempt) ? afterFailure(state, event.failure, event.now) : state;
    case 'vault-opened':
      return state.kind === 'locked' ? { kind: 'resting' } : state;
    case 'token-expired':
      return expire(state, event.now);
  }
}

/** The live lease of a state, if it has one. */
export function leaseOf(state: AccountState): Lease | null {
  return state.kind === 'active' || state.kind === 'renewing' ? state.lease : null;
}

function isCurrent(
  state: AccountState,
  attempt: string,
): state is Extract<AccountState, { kind: 'renewing' }> {
  return state.kind === 'renewing' && state.attempt === attempt;
}

/** A token that still lives stays usable when its renewal failed for a passing reason. */
function afterFailure(
  state: Extract<AccountState, { kind: 'renewing' }>,
  failure: Failure,
  now: number,
): AccountState {
  if (failure.kind === 'sign-in-expired' || failure.kind === 'secret-missing') {
    return { kind: 'needs-sign-in', failure };
  }
  if (state.lease !== null && state.lease.expiresAt > now) {
    return { kind: 'active', lease: state.lease, trouble: failure };
  }
  if (vaultTroubles.includes(failure.kind)) return { kind: 'locked', failure };
  return { kind: 'waiting', failure, retryAt: failure.kind === 'provider-busy' ? failure.retryAt : null };
}

function expire(state: AccountState, now: number): AccountState {
  const lease = leaseOf(state);
  if (lease === null || lease.expiresAt > now) return state;
  if (state.kind === 'renewing') return { ...state, lease: null };
  return { kind: 'resting' };
}
