// Reading fields of an answer nobody vouches for.

export function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Readonly<Record<string, unknown>>)
    : {};
}

/** A non-empty string, cut at `longest`; null for anything else. */
export function textOf(value: unknown, longest = 300): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, longest) : null;
}

/** An id that a server may send as text or as a number. */
export function idOf(value: unknown): string | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : textOf(value);
}
