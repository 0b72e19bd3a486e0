// Where an account stands. States move only through `step`, so that a table test covers every transition.
import type { Failure } from './failure';
import type { Lease } from './account';
import type { Workspace } from './workspace';

export type AccountState =
  | { readonly kind: 'signed-out' }
  /** Signed in, no live access token in memory: the next use fetches one. */
  | { readonly kind: 'resting' }
  | { readonly kind: 'active'; readonly lease: Lease; readonly trouble: Failure | null }
  | { readonly kind: 'renewing'; readonly attempt: string; readonly lease: Lease | null }
  /** A renewal could not reach the provider; the sign-in itself is untouched. */
  | { readonly kind: 'waiting'; readonly failure: Failure; readonly retryAt: number | null }
  | { readonly kind: 'needs-sign-in'; readonly failure: Failure }
  /** The client or its project has to be put right by somebody; nothing is lost. */
  | { readonly kind: 'blocked'; readonly failure: Failure }
  /** The vault cannot be read now; nothing is lost. */
  | { readonly kind: 'locked'; readonly failure: Failure };

export type AccountEvent =
  | { readonly kind: 'signed-in'; readonly lease: Lease; readonly trouble: Failure | null }
  | { readonly kind: 'renewal-started'; readonly attempt: string }
  | {
      readonly kind: 'renewed';
      readonly attempt: string;
      readonly lease: Lease;
      /** What did not work although there is a token now. */
      readonly trouble: Failure | null;
    }
  | { readonly kind: 'workspace-switched'; readonly workspace: Workspace }
  /** The provider said where the token is; that may not be where it is wanted. */
  | { readonly kind: 'workspace-seen'; readonly workspace: Workspace }
  | {
      readonly kind: 'renewal-failed';
      readonly attempt: string;
      readonly failure: Failure;
      readonly now: number;
    }
  | { readonly kind: 'token-expired'; readonly now: number }
  | { readonly kind: 'vault-opened' }
  /** Access tokens are forgotten here; the sign-in is untouched. */
  | { readonly kind: 'put-away' }
  /** What blocked it may have been put right. */
  | { readonly kind: 'client-changed' }
  | { readonly kind: 'signed-out' };

const vaultTroubles: readonly Failure['kind'][] = [
  'keychain-missing',
  'keychain-locked',
  'keychain-timed-out',
  'keychain-failed',
];

/** What only a new sign-in, or the key typed anew, can mend. */
const needsPerson: readonly Failure['kind'][] = ['sign-in-expired', 'api-key-rejected', 'secret-missing'];

/** What is wrong with the client, the project or the request, not with the sign-in. */
const needsSetup: readonly Failure['kind'][] = [
  'client-rejected',
  'client-secret-missing',
  'scope-refused',
  'access-blocked',
  'request-not-understood',
];

/** A late answer to a renewal that is no longer the current one changes nothing. */
export function step(state: AccountState, event: AccountEvent): AccountState {
  switch (event.kind) {
    case 'signed-in':
      return { kind: 'active', lease: event.lease, trouble: event.trouble };
    case 'signed-out':
      return { kind: 'signed-out' };
    case 'renewal-started':
      return state.kind === 'signed-out'
        ? state
        : { kind: 'renewing', attempt: event.attempt, lease: leaseOf(state) };
    case 'renewed':
      return isCurrent(state, event.attempt)
        ? { kind: 'active', lease: event.lease, trouble: event.trouble }
        : state;
    case 'renewal-failed':
      return isCurrent(state, event.attempt) ? afterFailure(state, event.failure, event.now) : state;
    case 'workspace-switched':
      return state.kind === 'active' ? { ...moved(state, event.workspace), trouble: null } : state;
    case 'workspace-seen':
      return state.kind === 'active' && state.lease.workspace !== event.workspace
        ? moved(state, event.workspace)
        : state;
    case 'vault-opened':
      return state.kind === 'locked' ? { kind: 'resting' } : state;
    case 'put-away':
      return leaseOf(state) === null && state.kind !== 'renewing' ? state : { kind: 'resting' };
    case 'client-changed':
      return state.kind === 'blocked' ? { kind: 'resting' } : state;
    case 'token-expired':
      return expire(state, event.now);
  }
}

/** The live lease of a state, if it has one. */
export function leaseOf(state: AccountState): Lease | null {
  return state.kind === 'active' || state.kind === 'renewing' ? state.lease : null;
}

function moved(
  state: Extract<AccountState, { kind: 'active' }>,
  workspace: Workspace,
): Extract<AccountState, { kind: 'active' }> {
  return { ...state, lease: { ...state.lease, workspace } };
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
  if (needsPerson.includes(failure.kind)) {
    return { kind: 'needs-sign-in', failure };
  }
  if (state.lease !== null && state.lease.expiresAt > now) {
    return { kind: 'active', lease: state.lease, trouble: failure };
  }
  if (vaultTroubles.includes(failure.kind)) return { kind: 'locked', failure };
  if (needsSetup.includes(failure.kind)) return { kind: 'blocked', failure };
  return { kind: 'waiting', failure, retryAt: failure.kind === 'provider-busy' ? failure.retryAt : null };
}

function expire(state: AccountState, now: number): AccountState {
  const lease = leaseOf(state);
  if (lease === null || lease.expiresAt > now) return state;
  if (state.kind === 'renewing') return { ...state, lease: null };
  return { kind: 'resting' };
}
