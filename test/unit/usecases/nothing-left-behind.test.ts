// Whatever is done in whatever order, with requests that hang meanwhile: no secret without its account, no account
// without its secret, and nobody is signed out whose sign-in came later.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aKeyAccount, aKnownAccount } from '#support/builders';
import { aDesk } from '#support/desk';
import {
  accountAt,
  expectNothingLeftBehind,
  performUsual,
  signsIn,
  usualActs,
  whatIsWrong,
  type UsualAct,
  type World,
} from './at-rest';

const events = [
  'logged out',
  'access token probed',
  'refresh token sent',
  'vault written',
  'key sent',
  'PATCH session',
];

const acts = fc.oneof(
  { arbitrary: usualActs(events), weight: 5 },
  {
    arbitrary: fc.record({
      act: fc.constant('sign in' as const),
      who: fc.constantFrom('ana' as const, 'ben' as const),
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      act: fc.constantFrom(
        'sign out' as const,
        'end everywhere' as const,
        'remove' as const,
        'give up' as const,
      ),
      index: fc.nat(3),
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      act: fc.constant('switch' as const),
      index: fc.nat(3),
      workspace: fc.constantFrom('dev' as const, 'production' as const),
    }),
    weight: 1,
  },
  { arbitrary: fc.constantFrom({ act: 'add the key' as const }, { act: 'cancel' as const }), weight: 1 },
);

type Act = typeof acts extends fc.Arbitrary<infer T> ? T : never;

async function perform(world: World, one: Act): Promise<void> {
  const { desk, going } = world;
  switch (one.act) {
    case 'sign in':
      return signsIn(world, one.who, 'acme');
    case 'cancel':
      desk.signIn.cancel('acme');
      return;
    case 'add the key':
      going.push(desk.addsKey(desk.server.keys[0]!));
      return;
    case 'sign out':
    case 'end everywhere':
      going.push(
        desk.signOuts.signOut(accountAt(world, one.index), { everywhere: one.act === 'end everywhere' }),
      );
      return;
    case 'remove':
    case 'give up':
      going.push(desk.removes(accountAt(world, one.index), one.act === 'give up'));
      return;
    case 'switch':
      going.push(desk.setWorkspace(accountAt(world, one.index), one.workspace));
      return;
    default:
      return performUsual(world, one satisfies UsualAct);
  }
}

const anaAtWork = () => aDesk({ accounts: [aKnownAccount(), aKeyAccount()] });

test('at rest, secrets and accounts belong together (RF6, RR12)', async () => {
  await expectNothingLeftBehind(acts, anaAtWork, perform);
}, 900_000);

test('the check would see a secret without account, and an account without secret', () => {
  const desk = anaAtWork();
  expect(whatIsWrong(desk)).toEqual([]);
  const record = desk.vault.records.get('key');
  desk.vault.records.delete('key');
  if (record !== undefined) desk.vault.records.set('gone', record);
  expect(whatIsWrong(desk)).toEqual(["gone is nobody's secret", 'key has lost its secret']);
});
