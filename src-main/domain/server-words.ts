const longest = 200;

/**
 * Text a server sent (`error_description`, `message`), fit to be shown: printable ASCII as RFC 6749 section 4.1.2.1
 * allows, at most 200 characters, with dots where it was cut. Null when nothing is left.
 */
export function toServerWords(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const printable = text
    .replace(/[^\x20-\x7e]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  if (printable === '') return null;
  return printable.length <= longest ? printable : `${printable.slice(0, longest - 3)}...`;
}
