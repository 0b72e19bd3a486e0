// The only file that hands an address to the operating system. It is parsed, checked and rebuilt here, whatever
// made it: https, or plain http on this computer, and nothing that a shell could take for something else.
import { shell } from 'electron';
import { isLoopback } from '#domain/address';
import { fail, ok } from '#domain/result';
import type { Browser } from '#usecases/ports';

const longestAddress = 2_000;

export const systemBrowser: Browser = {
  async open(address) {
    const url = toOpenable(address);
    if (url === null) return fail({ kind: 'browser-not-opened' });
    try {
      await shell.openExternal(url);
      return ok(undefined);
    } catch {
      return fail({ kind: 'browser-not-opened' });
    }
  },
};

/** The address as it may be opened, null for anything else. */
export function toOpenable(address: string): string | null {
  const url = URL.parse(address);
  if (url?.username !== '' || url.password !== '') return null;
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!isAllowed || url.hostname === '' || url.href.length > longestAddress) return null;
  return /[\s\0"<>`\\]/.test(url.href) ? null : url.href;
}
