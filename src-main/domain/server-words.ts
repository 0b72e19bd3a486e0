const longest = 200;

/**
 * Text a server sent (`error_description`, `message`), fit to be shown: printable ASCII as RFC 6749 section 4.1.2.1
 * allows, at most 200 characters. Null when nothing is left.
 */
export function toServerWords(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const printable = text
    .replace(/[^\x20-\x7e]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return printable === '' ? null : printable.slice(0, longest);
}
