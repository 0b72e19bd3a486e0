import { expect, test } from 'vitest';
import { activityLimit, withActivity } from '#domain/account';
import {
  hasInstanceNamed,
  withAccount,
  withInstance,
  withoutAccount,
  withoutInstance,
} from '#domain/catalog';
import { aCatalog, aKnownAccount, aLooker, anActivity, noon } from '#support/builders';

test('instances stand in the order in which they were added, also after a change', () => {
  const first = aLooker({ id: 'first', addedAt: 1 });
  const second = aLooker({ id: 'second', addedAt: 2 });
  const catalog = aCatalog({ instances: [first, second] });
  const changed = withInstance(catalog, { ...first, name: 'Renamed' });
  expect(changed.instances.map(({ name }) => name)).toEqual(['Renamed', 'Acme production']);
  const added = withInstance(catalog, aLooker({ id: 'third', addedAt: 3 }));
  expect(added.instances.map(({ id }) => id)).toEqual(['first', 'second', 'third']);
});

test('removing an instance takes its accounts along and no others', () => {
  const catalog = aCatalog({
    instances: [aLooker({ id: 'acme' }), aLooker({ id: 'other' })],
    accounts: [aKnownAccount(), aKnownAccount({ id: 'ben', instanceId: 'other' })],
  });
  const left = withoutInstance(catalog, 'acme');
  expect(left.instances.map(({ id }) => id)).toEqual(['other']);
  expect(left.accounts.map(({ id }) => id)).toEqual(['ben']);
});

test('an account is changed in its place, a new one comes last', () => {
  const catalog = aCatalog({ accounts: [aKnownAccount({ id: 'a' }), aKnownAccount({ id: 'b' })] });
  const changed = withAccount(catalog, aKnownAccount({ id: 'a', signedInAt: noon }));
  expect(changed.accounts.map(({ id, signedInAt }) => [id, signedInAt === noon])).toEqual([
    ['a', true],
    ['b', false],
  ]);
  expect(withAccount(catalog, aKnownAccount({ id: 'c' })).accounts.map(({ id }) => id)).toEqual([
    'a',
    'b',
    'c',
  ]);
  expect(withoutAccount(catalog, 'a').accounts.map(({ id }) => id)).toEqual(['b']);
});

test('names are compared as people read them', () => {
  const catalog = aCatalog({ instances: [aLooker({ id: 'acme', name: 'Acme' })] });
  expect(hasInstanceNamed(catalog, ' ACME ', null)).toBe(true);
  expect(hasInstanceNamed(catalog, 'acme', 'acme')).toBe(false);
  expect(hasInstanceNamed(catalog, 'acme 2', null)).toBe(false);
});

test('the history of an account is newest first and does not grow for ever', () => {
  const long = Array.from({ length: 40 }).reduce<ReturnType<typeof aKnownAccount>>(
    (account, _, index) => withActivity(account, anActivity('copied', noon + index)),
    aKnownAccount(),
  );
  expect(long.activity).toHaveLength(activityLimit);
  expect(long.activity[0]).toEqual({ at: noon + 39, what: 'copied' });
});
