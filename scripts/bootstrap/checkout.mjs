// Where things are: the checkout, and the cache that outlives it.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder that holds package.json. */
export const checkout = resolve(import.meta.dirname, '../..');

/**
 * A path inside the checkout.
 * @param {...string} parts
 * @returns {string}
 */
export function inCheckout(...parts) {
  return join(checkout, ...parts);
}

/**
 * A path in the cache that all checkouts of this user share.
 * @param {...string} parts
 * @returns {string}
 */
export function inCache(...parts) {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'daypass', ...parts);
}
