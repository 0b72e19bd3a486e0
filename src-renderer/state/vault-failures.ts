// Whether a refusal by the keychain still stands.
import type { Failure, VaultView } from '../bridge/client';

const kinds: readonly Failure['kind'][] = [
  'keychain-missing',
  'keychain-locked',
  'keychain-timed-out',
  'keychain-failed',
  'secret-too-large',
];

/** Going on with memory only answers what the keychain refused; then there is nothing left to say. */
export function withoutAnswered(failure: Failure | null, vault: VaultView | undefined): Failure | null {
  if (failure === null || vault?.kind !== 'memory-only') return failure;
  return kinds.includes(failure.kind) ? null : failure;
}
