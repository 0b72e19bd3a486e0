// At Google, too: whatever is done in whatever order, every secret in the keychain belongs to somebody on the list.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aClientRecord, aGoogle, aGoogleAccount, anAds } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
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

const places = ['studio', 'ads'] as const;
const events = [
  'revoked',
  'refresh token sent',
  'vault written',
  'vault emptied',
  'code redeemed',
  'identity asked',
];

const acts = fc.oneof(
  { arbitrary: usualActs(events), weight: 5 },
  {
    arbitrary: fc.record({
      act: fc.constant('sign in' as const),
      who: fc.constantFrom('ana' as const, 'ben' as const),
      at: fc.constantFrom(...places),
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      act: fc.constantFrom('revoke' as const, 'forget' as const, 'remove' as const, 'give up' as const),
      index: fc.nat(3),
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      act: fc.constantFrom('remove the client' as const, 'type the secret again' as const, 'cancel' as const),
      at: fc.constantFrom(...places),
    }),
    weight: 1,
  },
  { arbitrary: fc.constant({ act: 'stop revocations' as const }), weight: 1 },
);

type Act = typeof acts extends fc.Arbitrary<infer T> ? T : never;

function typeSecret(desk: Desk, instanceId: string): Promise<unknown> {
  const instance = desk.store.get().catalog.instances.find(({ id }) => id === instanceId);
  return desk.googleClients.change(instanceId, {
    name: instanceId,
    redirectUri: '',
    audience: 'unknown',
    adsApiVersion: 'v26',
    clientSecret: desk.google.clients.get(instance?.clientId ?? '')?.clientSecret ?? 'x',
  });
}

async function perform(world: World, one: Act): Promise<void> {
  const { desk, going } = world;
  switch (one.act) {
    case 'sign in':
      return signsIn(world, one.who, one.at);
    case 'cancel':
      desk.signIn.cancel(one.at);
      return;
    case 'revoke':
      going.push(desk.signOuts.signOut(accountAt(world, one.index)));
      return;
    case 'forget':
      going.push(desk.signOuts.forgetHere(accountAt(world, one.index)));
      return;
    case 'remove':
    case 'give up':
      going.push(desk.removes(accountAt(world, one.index), one.act === 'give up'));
      return;
    case 'remove the client':
      going.push(desk.removesInstance(one.at, true));
      return;
    case 'type the secret again':
      going.push(typeSecret(desk, one.at));
      return;
    case 'stop revocations':
      desk.google.revocationTrouble = { kind: 'offline', host: 'oauth2.googleapis.com' };
      return;
    default:
      return performUsual(world, one satisfies UsualAct);
  }
}

const anaAtWork = () =>
  aDesk({
    instances: [aGoogle(), anAds()],
    accounts: [aGoogleAccount(), aGoogleAccount({ id: 'ana-ads', instanceId: 'ads' }, { kind: 'ads' })],
  });

test('at rest, secrets of accounts and of clients belong to what is on the list (RF6)', async () => {
  await expectNothingLeftBehind(acts, anaAtWork, perform);
}, 900_000);

test('the check would see the secret of a client that is gone', () => {
  const desk = anaAtWork();
  expect(whatIsWrong(desk)).toEqual([]);
  desk.vault.records.set('gone', aClientRecord());
  desk.vault.records.delete('ads');
  expect(whatIsWrong(desk)).toEqual(["gone is nobody's secret", 'ads has lost its secret']);
});
