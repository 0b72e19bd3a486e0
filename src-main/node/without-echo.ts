// Words of a server travel to the window; a secret that they repeat must not.
import type { Failure } from '#domain/failure';
import type { Secret } from '#domain/secret';

const recognisable = 16;

/** A server that repeats what it was sent must not bring it into the window. */
export function withoutEcho(failure: Failure, sent: Secret): Failure {
  // Words are cut where they get long, so its beginning is looked for.
  const beginning = sent.reveal().slice(0, recognisable);
  const isEcho = 'description' in failure && failure.description?.includes(beginning) === true;
  return isEcho ? { ...failure, description: null } : failure;
}
