import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoff } from '#domain/backoff';
import { signInAgainBy, warnsFrom } from '#domain/forecast';
import { isKeptFresh, renewAt, spreadFor } from '#domain/renewal-plan';
import { days, minutes, noon, seconds } from '#support/builders';

const chances = fc.double({ min: 0, max: 1, noNaN: true });
const lease = (life: number) => ({ issuedAt: noon, expiresAt: noon + life });

describe('when a token is renewed', () => {
  test.each([
    [0, 0.75],
    [0.5, 0.8],
    [1, 0.85],
  ])('at chance %d of an hour: after %d of it', (chance, part) => {
    expect(renewAt(lease(minutes(60)), chance)).toBe(noon + minutes(60) * part);
  });

  test('a life of five minutes is worth it, one of less is not', () => {
    expect(renewAt(lease(minutes(5)), 0.5)).toBe(noon + minutes(4));
    expect(renewAt(lease(minutes(5) - 1), 0.5)).toBeNull();
    expect(renewAt(lease(-minutes(5)), 0.5)).toBeNull();
  });

  test('10,000 of one moment do not come back in one second (RT4)', () => {
    const inSecond = new Map<number, number>();
    for (let index = 0; index < 10_000; index += 1) {
      const at = Math.floor((renewAt(lease(minutes(60)), Math.random()) ?? 0) / 1000);
      inSecond.set(at, (inSecond.get(at) ?? 0) + 1);
    }
    expect(Math.max(...inSecond.values())).toBeLessThanOrEqual(200);
  });
});

describe('what is due already waits', () => {
  test('never longer than ten minutes, and never past a minute before a living token ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: days(30) }), chances, (left, chance) => {
        const wait = spreadFor(noon + left, noon, chance);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.min(minutes(10), Math.max(0, left - minutes(1))));
      }),
    );
  });

  test('the whole ten minutes where nothing lives any more', () => {
    expect(spreadFor(null, noon, 1)).toBe(minutes(10));
    expect(spreadFor(noon - 1, noon, 0.5)).toBe(minutes(5));
  });
});

test('used is: within three days of the last copy, or of the sign-in', () => {
  const old = { keepFresh: 'when-used', lastHandOutAt: null, signedInAt: noon - days(9) } as const;
  expect(isKeptFresh(old, noon)).toBe(false);
  expect(isKeptFresh({ ...old, lastHandOutAt: noon - days(3) + 1 }, noon)).toBe(true);
  expect(isKeptFresh({ ...old, lastHandOutAt: noon - days(3) }, noon)).toBe(false);
  expect(isKeptFresh({ ...old, signedInAt: noon - days(2) }, noon)).toBe(true);
  expect(isKeptFresh({ ...old, keepFresh: 'always' }, noon)).toBe(true);
  expect(isKeptFresh({ ...old, keepFresh: 'never', lastHandOutAt: noon }, noon)).toBe(false);
});

describe('after failures', () => {
  test('the longest pause doubles from a second up to five minutes, and chance takes any part of it (RT7)', () => {
    expect([1, 2, 3, 4].map((failures) => backoff(failures, 1))).toEqual([2, 4, 8, 16].map(seconds));
    expect(backoff(9, 1)).toBe(minutes(5));
    expect(backoff(100_000, 1)).toBe(minutes(5));
    expect(backoff(3, 0)).toBe(0);
    expect(backoff(3, 0.25)).toBe(seconds(2));
  });
});

describe('that a sign-in ends is said (anchors 3.1)', () => {
  test.each([
    ['a month', days(30), days(29)],
    ['a week', days(7), days(6)],
    ['four days', days(4), days(3)],
    ['a day', days(1), days(0.75)],
    ['an hour', minutes(60), minutes(45)],
  ])('of %s: a day before, or in the last quarter of a short one', (_what, life, after) => {
    expect(warnsFrom(noon, noon + life)).toBe(noon + after);
    const ends = { atLatest: noon + life, ifUnused: null };
    expect(signInAgainBy({ signedInAt: noon }, ends, noon + after - 1)).toBeNull();
    expect(signInAgainBy({ signedInAt: noon }, ends, noon + after)).toBe(noon + life);
  });

  test('not where no end is known, or only one that a use puts off', () => {
    expect(signInAgainBy({ signedInAt: noon }, null, noon + days(900))).toBeNull();
    const unused = { atLatest: null, ifUnused: noon + days(180) };
    expect(signInAgainBy({ signedInAt: noon }, unused, noon + days(179))).toBeNull();
  });
});
