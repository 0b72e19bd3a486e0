import type { Session } from 'electron';
import type { FetchLike } from '#node/http';

/** Fetch through Chromium's network stack, so that the system's proxy settings and certificates count. */
export function createNetFetch(session: () => Session): FetchLike {
  return (url, init) => session().fetch(url, { ...init, bypassCustomProtocolHandlers: true });
}
