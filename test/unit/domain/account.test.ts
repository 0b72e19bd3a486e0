import { expect, test } from 'vitest';
import { activityLimit, withActivity, type Activity } from '#domain/account';
import { aKnownAccount, minutes, noon } from '#support/builders';

const history = (...what: readonly Activity['what'][]) =>
  what
    .reduce(
      (account, one, index) => withActivity(account, { at: noon + minutes(index), what: one }),
      aKnownAccount(),
    )
    .activity.map((entry) => entry.what);

test('of renewals that came by themselves only the last stays in the history', () => {
  expect(history('signed-in', 'renewed-ahead', 'renewed-ahead', 'renewed-after-wake')).toEqual([
    'renewed-after-wake',
    'signed-in',
  ]);
});

test('of failures in a row only the last stays, with the time of that', () => {
  const account = [0, 1, 2].reduce(
    (known, minute) => withActivity(known, { at: noon + minutes(minute), what: 'renewal-failed' }),
    aKnownAccount(),
  );
  expect(account.activity).toEqual([{ at: noon + minutes(2), what: 'renewal-failed' }]);
});

test('what a person did stays, and what came in between', () => {
  expect(
    history('copied', 'copied', 'renewed', 'renewed', 'renewed-ahead', 'copied', 'renewed-ahead'),
  ).toEqual(['renewed-ahead', 'copied', 'renewed-ahead', 'renewed', 'renewed', 'copied', 'copied']);
  expect(history('renewal-failed', 'renewed-ahead', 'renewal-failed')).toHaveLength(3);
});

test('the history is as long as it may be, however long it goes on', () => {
  const long = Array.from({ length: 100 }, () => 'copied' as const);
  expect(history(...long)).toHaveLength(activityLimit);
});
