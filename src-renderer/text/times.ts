// Spans and moments as people read them. Spans are rounded down: a token is never promised longer than it lives.

const minute = 60_000;

/** `42 min`, and `58 s` under a minute. */
export function toShortSpan(ms: number): string {
  if (ms < minute) return `${toWholeSeconds(ms)} s`;
  return `${Math.floor(ms / minute)} min`;
}

/** `4:32`, for limits that count down while somebody looks. */
export function toClockSpan(ms: number): string {
  const seconds = toWholeSeconds(ms);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The figure and its unit apart, for the ring. */
export function toRingSpan(ms: number): { readonly figure: string; readonly unit: string } {
  if (ms < minute) return { figure: String(toWholeSeconds(ms)), unit: 'seconds left' };
  const minutes = Math.floor(ms / minute);
  return { figure: String(minutes), unit: minutes === 1 ? 'minute left' : 'minutes left' };
}

export function toWholeSeconds(ms: number): number {
  return Math.max(0, Math.floor(ms / 1000));
}

const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const fullDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** `14:52` */
export function toTime(at: number): string {
  return timeOfDay.format(at);
}

/** `18 December`, with the year where it is not this one. */
export function toDay(at: number, now: number): string {
  return isSameYear(at, now) ? dayAndMonth.format(at) : fullDay.format(at);
}

/** `14:52` for today, `18 Dec` for any other day. */
export function toTimeOrDay(at: number, now: number): string {
  return fullDay.format(at) === fullDay.format(now) ? toTime(at) : shortDay.format(at);
}

/** `18 December, 14:52` */
export function toDayAndTime(at: number, now: number): string {
  return `${toDay(at, now)}, ${toTime(at)}`;
}

function isSameYear(a: number, b: number): boolean {
  return new Date(a).getFullYear() === new Date(b).getFullYear();
}

/** `acme.cloud.looker.com`, with the port where there is one. */
export function toHost(origin: string): string {
  return origin.replace(/^https?:\/\//, '');
}
