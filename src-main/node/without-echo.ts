// Words of a server travel to the window; a secret that they repeat must not.
import type { Failure } from '#domain/failure';
import type { Secret } from '#domain/secret';

const recognisable = 16;

/** A server that repeats what it was sent must not bring it into the window. */
export function withoutEcho(failure: Failure, sent: Secret): Failure {
  if (!('description' in failure) || failure.description === null) return failure;
  const { description } = failure;
  // Words are cut where they get long, so its beginning is looked for, as it is and as it travels.
  const beginning = sent.reveal().slice(0, recognisable);
  const isEcho = [beginning, encodeURIComponent(beginning)].some((text) => description.includes(text));
  return isEcho ? { ...failure, description: null } : failure;
}
