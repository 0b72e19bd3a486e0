// What all formats share: which settings a file has, in which order, and what is left out of it.
import { fail, ok, type Result } from '../result';
import type { ConfigValues, Unwritable } from './format';

/** Makes a whole file, with a line break at its end. */
export type Writer = (values: ConfigValues) => Result<string, Unwritable>;

/** A value as it stands in the file, with its quotes; null for what the format has no way to write. */
export type Quote = (value: string) => string | null;

/** The six keys of a format, in the order of the file. */
export type Keys = readonly (readonly [key: string, field: keyof ConfigValues])[];

/** One for each format that has comments. */
export const notice: readonly string[] = [
  'Written by Daypass. This file holds a client secret and a refresh token:',
  'whoever reads it can sign in as you until the token is revoked. Never share or commit it.',
];

/** Google's libraries refuse some of these when they are empty, and the server refuses an empty developer token. */
const optional: readonly (keyof ConfigValues)[] = ['developerToken', 'loginCustomerId', 'linkedCustomerId'];

/** Half of a surrogate pair alone is no text: UTF-8 has no bytes for it (RFC 3629, section 3). */
const loneSurrogate = /\p{Surrogate}/u;

/**
 * One line per setting. Optional settings are left out when empty. Fails with the first value that cannot be written.
 * @param toLine gets the key, and the value as `quote` made it
 */
export function toLines(
  keys: Keys,
  values: ConfigValues,
  quote: Quote,
  toLine: (key: string, quoted: string) => string,
): Result<readonly string[], Unwritable> {
  const lines: string[] = [];
  for (const [key, field] of keys) {
    const value = values[field];
    if (value === '' && optional.includes(field)) continue;
    const quoted = loneSurrogate.test(value) ? null : quote(value);
    if (quoted === null) return fail({ kind: 'not-writable', field });
    lines.push(toLine(key, quoted));
  }
  return ok(lines);
}

/** The settings between what stands before and after them, if all could be written. */
export function toFile(
  before: readonly string[],
  settings: Result<readonly string[], Unwritable>,
  after: readonly string[] = [],
): Result<string, Unwritable> {
  return settings.ok ? ok([...before, ...settings.value, ...after, ''].join('\n')) : settings;
}

/** The number of a character, in hexadecimal digits with zeros in front. */
export function toHex(character: string, digits = 0): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(digits, '0');
}
