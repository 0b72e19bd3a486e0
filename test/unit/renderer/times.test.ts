import { expect, test } from 'vitest';
import { toClockSpan, toDay, toHost, toRingSpan, toShortSpan, toTimeOrDay } from '#renderer/text/times.ts';
import { afternoon, day, minute, second } from '#support/views';

test.each([
  [42 * minute, '42 min'],
  [42 * minute - 1, '41 min'],
  [minute, '1 min'],
  [minute - 1, '59 s'],
  [400, '0 s'],
  [-5 * second, '0 s'],
])('%i ms are shown as %s: never longer than it lives', (ms, shown) => {
  expect(toShortSpan(ms)).toBe(shown);
});

test('the ring counts one minute as one', () => {
  expect(toRingSpan(90 * second)).toEqual({ figure: '1', unit: 'minute left' });
  expect(toRingSpan(58 * second)).toEqual({ figure: '58', unit: 'seconds left' });
});

test('a limit counts down like a clock', () => {
  expect(toClockSpan(4 * minute + 32 * second)).toBe('4:32');
  expect(toClockSpan(9 * second)).toBe('0:09');
});

test('a day names its year only where it is another one', () => {
  expect(toDay(afternoon + day, afternoon)).toBe('16 September');
  expect(toDay(afternoon + 200 * day, afternoon)).toBe('3 April 2027');
});

test('activity of another day shows the day', () => {
  expect(toTimeOrDay(afternoon, afternoon)).toMatch(/^\d\d:\d\d$/);
  expect(toTimeOrDay(afternoon - 3 * day, afternoon)).toBe('12 Sept');
});

test('a host is an address without its scheme', () => {
  expect(toHost('https://acme.looker.com:19999')).toBe('acme.looker.com:19999');
});
