import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharesProject, testingEndsAt, unusedEndsAt } from '#domain/google/client';
import type { Purpose } from '#domain/google/purpose';
import { aGoogle, aGoogleClient, aLooker, days, noon } from '#support/builders';

const at = (clientId: string, projectId: string | null = null) => aGoogle({ clientId }, { projectId });

describe('a revocation at one client takes along another', () => {
  test.each([
    ['of the same project by its id', at('a', 'acme'), at('b', 'acme'), true],
    ['with the same client, for another purpose', at('same'), at('same'), true],
    ['with the same project number in its id', at('4074087-a.apps'), at('4074087-b.apps'), true],
    ['with the same number, whatever the project id says', at('4074087-a', 'x'), at('4074087-b', 'y'), true],
    ['of another project', at('4074087-a', 'acme'), at('9999999-a', 'other'), false],
    ['of which nothing is known', at('a'), at('b'), false],
    ['whose number is no project’s', at('12-a'), at('12-b'), false],
    ['that is a Looker', at('daypass'), aLooker({ clientId: 'daypass' }), false],
  ])('%s: %#', (_what, one, other, isShared) => {
    expect(sharesProject(one, other)).toBe(isShared);
    expect(sharesProject(other, one)).toBe(isShared);
  });
});

describe('a project in testing', () => {
  const purpose = (...scopes: string[]): Purpose => ({ kind: 'custom', scopes });

  test('ends its sign-ins after seven days', () => {
    expect(testingEndsAt(aGoogleClient({ audience: 'testing' }), noon)).toBe(noon + days(7));
  });

  test.each(['unknown', 'internal', 'production'] as const)(
    'is another thing than one that is %s',
    (audience) => {
      expect(testingEndsAt(aGoogleClient({ audience }), noon)).toBeNull();
    },
  );

  test.each([[['openid', 'email', 'profile']], [['https://www.googleapis.com/auth/userinfo.email']]])(
    'does not end sign-ins that only say who somebody is: %j',
    (scopes) => {
      const client = aGoogleClient({ audience: 'testing', purpose: purpose(...scopes) });
      expect(testingEndsAt(client, noon)).toBeNull();
    },
  );

  test('does end those that say more', () => {
    const client = aGoogleClient({ audience: 'testing', purpose: purpose('openid', 'drive') });
    expect(testingEndsAt(client, noon)).toBe(noon + days(7));
  });
});

describe('a refresh token that nobody uses ends after six months', () => {
  test.each([
    ['2026-09-15T12:00:00.000Z', '2027-03-15T12:00:00.000Z'],
    ['2026-08-31T23:59:59.999Z', '2027-02-28T23:59:59.999Z'],
    ['2026-08-29T00:00:00.000Z', '2027-02-28T00:00:00.000Z'],
    ['2027-08-31T01:30:00.000Z', '2028-02-29T01:30:00.000Z'],
    ['2026-12-31T12:00:00.000Z', '2027-06-30T12:00:00.000Z'],
    // Over the change to summer time, the hour stays.
    ['2026-10-25T00:30:00.000Z', '2027-04-25T00:30:00.000Z'],
  ])('used last at %s, at %s', (used, ends) => {
    expect(new Date(unusedEndsAt(Date.parse(used))).toISOString()).toBe(ends);
  });

  test('at the same time of the day, about half a year later, whenever it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: noon, max: noon + days(4000) }), (used) => {
        const later = unusedEndsAt(used) - used;
        expect(later % days(1)).toBe(0);
        expect(later).toBeGreaterThanOrEqual(days(178));
        expect(later).toBeLessThanOrEqual(days(184));
      }),
    );
  });
});
