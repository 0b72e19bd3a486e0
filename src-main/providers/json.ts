// Reading fields of an answer nobody vouches for.

/** A non-empty string without control and direction characters, cut at `longest`; null for anything else. */
export function textOf(value: unknown, longest = 300): string | null {
  if (typeof value !== 'string') return null;
  const text = value.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return text === '' ? null : text.slice(0, longest);
}

/** An id that a server may send as text or as a number. */
export function idOf(value: unknown): string | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : textOf(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
