const longestWait = 86_400_000;

/** `Retry-After` (RFC 9110 section 10.2.3), seconds or date, as epoch ms; absurd values are capped at a day. */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  const at = /^\d{1,10}$/.test(text) ? now + Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(Math.max(at, now), now + longestWait);
}
