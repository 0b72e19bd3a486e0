import type { Failure } from './failure';

/** Unless it is certain that nothing was sent, the server may have replaced the token all the same. */
export function mayHaveTakenEffect(failure: Failure): boolean {
  if (failure.kind === 'internal' || failure.kind === 'provider-misbehaved') return true;
  const isUnsent =
    failure.kind === 'provider-unreachable' && ['refused', 'name-not-found'].includes(failure.reason);
  return failure.kind === 'provider-unreachable' && !isUnsent;
}
