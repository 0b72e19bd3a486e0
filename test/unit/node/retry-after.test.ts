import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRetryAfter } from '#node/retry-after';
import { days, noon, seconds } from '#support/builders';

test.each([
  ['30', noon + seconds(30)],
  [' 0 ', noon],
  [new Date(noon + seconds(90)).toUTCString(), noon + seconds(90)],
  [new Date(noon - seconds(90)).toUTCString(), noon],
  ['9999999999', noon + days(1)],
  ['soon', null],
  ['', null],
  [null, null],
])('%j', (header, at) => {
  expect(parseRetryAfter(header, noon)).toBe(at);
});

test('whatever a server asks for, nobody waits longer than a day, nor into the past', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.date().map(String), fc.integer().map(String)), (header) => {
      const at = parseRetryAfter(header, noon);
      if (at === null) return;
      expect(at).toBeGreaterThanOrEqual(noon);
      expect(at).toBeLessThanOrEqual(noon + days(1));
    }),
  );
});
