// There is no standard for .env files. These are the quotes for a value that `dotenv` on npm (`parse`) and
// python-dotenv (parser.py, variables.py) read alike; they differ in what a backslash does.

/**
 * The first of three ways that fits: single quotes, double quotes, none. Null for what fits none of them, e.g. a text
 * with both kinds of quotes and a line break, and for `${`, which python-dotenv replaces however it is quoted.
 */
export function quoteForDotenv(value: string): string | null {
  if (value.includes('${')) return null;
  if (fitsSingleQuotes(value)) return `'${value}'`;
  if (fitsDoubleQuotes(value)) return `"${value.replaceAll('\r', '\\r')}"`;
  return fitsNoQuotes(value) ? value : null;
}

/** Python makes one of two backslashes; at the end one would hide the quote. Both make LF of CR. */
function fitsSingleQuotes(value: string): boolean {
  return !/['\r]|\\(?:\\|$)/.test(value);
}

/** CR can be written as `\r` here. Python reads more escapes than that, so no backslash may look like one. */
function fitsDoubleQuotes(value: string): boolean {
  return !/"|\\(?:[\\'abfnrtv\r]|$)/.test(value);
}

/** A backslash is nothing special here, but `#` may start a comment, and space at either end is cut off. */
function fitsNoQuotes(value: string): boolean {
  return /^[^\s'"`#\p{Cc}](?:[^#\p{Cc}\p{Zl}\p{Zp}]*[^\s#\p{Cc}])?$/u.test(value);
}
