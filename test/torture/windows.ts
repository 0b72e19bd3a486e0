// The window that nobody can close: the server knows the successor of a refresh token, the vault does not yet.
import type { Server } from './processes';
import type { FromVictim } from './protocol';

/** Milliseconds from the server's commit to the vault, read back, of all that got there in the life of a program. */
export function windowsOf(
  said: readonly FromVictim[],
  { commits }: Pick<Server, 'commits'>,
): readonly number[] {
  return said.flatMap((news) => {
    const at = news.say === 'durable' ? commits.get(news.from)?.[1] : undefined;
    return news.say === 'durable' && at !== undefined ? [news.at - at] : [];
  });
}
