// At Google, too: whatever is done in whatever order, every secret in the keychain belongs to somebody on the list.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ana, aClientRecord, aGoogle, aGoogleAccount, anAds, ben, minutes, seconds } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { settle } from '#support/fakes/story';

const people = { ana, ben };
const places = ['studio', 'ads'] as const;
const held = [
  'revoked',
  'refresh token sent',
  'vault written',
  'vault emptied',
  'code redeemed',
  'identity asked',
];
const offline = { kind: 'offline', host: 'oauth2.googleapis.com' } as const;

const acts = fc.oneof(
  fc.record({ act: fc.constant('hold' as const), event: fc.constantFrom(...held) }),
  fc.record({
    act: fc.constant('sign in' as const),
    who: fc.constantFrom('ana' as const, 'ben' as const),
    at: fc.constantFrom(...places),
  }),
  fc.record({
    act: fc.constantFrom('revoke' as const, 'forget' as const, 'remove' as const, 'give up' as const),
    index: fc.nat(3),
  }),
  fc.record({
    act: fc.constantFrom('remove the client' as const, 'type the secret again' as const, 'cancel' as const),
    at: fc.constantFrom(...places),
  }),
  fc.record({ act: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: minutes(8) }) }),
  fc.constantFrom(
    { act: 'release' as const },
    { act: 'stop revocations' as const },
    { act: 'go offline' as const },
    { act: 'come back' as const },
    { act: 'lock the keychain' as const },
    { act: 'open the keychain' as const },
    { act: 'refresh all' as const },
  ),
);

type Act = typeof acts extends fc.Arbitrary<infer T> ? T : never;
type World = {
  readonly desk: Desk;
  readonly releases: (() => Promise<void>)[];
  readonly going: Promise<unknown>[];
};

const accountsOf = (desk: Desk) => desk.store.get().catalog.accounts;

function accountAt({ desk }: World, index: number): string {
  const accounts = accountsOf(desk);
  return accounts[index % Math.max(accounts.length, 1)]?.id ?? 'nobody';
}

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
  const { desk, releases, going } = world;
  switch (one.act) {
    case 'hold':
      releases.push(desk.story.hold(one.event));
      break;
    case 'release':
      await releases.pop()?.();
      break;
    case 'sign in':
      desk.server.person = people[one.who];
      desk.signIn.start(one.at, null);
      await settle();
      desk.receiver.doors.at(-1)?.receive({ code: 'a code' });
      break;
    case 'cancel':
      desk.signIn.cancel(one.at);
      break;
    case 'revoke':
      going.push(desk.signOuts.signOut(accountAt(world, one.index)));
      break;
    case 'forget':
      going.push(desk.signOuts.forgetHere(accountAt(world, one.index)));
      break;
    case 'remove':
    case 'give up':
      going.push(desk.removes(accountAt(world, one.index), one.act === 'give up'));
      break;
    case 'remove the client':
      going.push(desk.removesInstance(one.at, true));
      break;
    case 'type the secret again':
      going.push(typeSecret(desk, one.at));
      break;
    case 'refresh all':
      going.push(desk.renewAll());
      break;
    case 'pass':
      await desk.clock.pass(one.ms);
      break;
    case 'stop revocations':
      desk.google.revocationTrouble = offline;
      break;
    case 'go offline':
      desk.server.trouble = offline;
      break;
    case 'come back':
      desk.server.trouble = null;
      desk.google.revocationTrouble = null;
      break;
    case 'lock the keychain':
    case 'open the keychain':
      desk.vault.trouble = one.act === 'lock the keychain' ? { kind: 'keychain-locked' } : null;
      break;
  }
  await settle();
}

async function comeToRest({ desk, releases, going }: World): Promise<void> {
  desk.server.trouble = null;
  desk.google.revocationTrouble = null;
  desk.vault.trouble = null;
  for (let release = releases.pop(); release !== undefined; release = releases.pop()) await release();
  await Promise.all(going);
  await desk.safekeeping.recheck();
  await settle();
  desk.signOutQueue.look();
  await desk.clock.pass(minutes(12) + seconds(1));
}

function whatIsWrong(desk: Desk): readonly string[] {
  const { accounts, instances } = desk.store.get().catalog;
  const keeping = [
    ...accounts.filter(({ storedIn }) => storedIn !== null).map(({ id }) => id),
    ...instances.filter(({ google }) => google?.secretIn != null).map(({ id }) => id),
  ];
  const kept = [...desk.vault.records.keys()];
  return [
    ...accounts.filter(({ queuedSignOut }) => queuedSignOut !== null).map(({ id }) => `${id} still waits`),
    ...kept.filter((id) => !keeping.includes(id)).map((id) => `${id} is nobody's secret`),
    ...keeping.filter((id) => !kept.includes(id)).map((id) => `${id} has lost its secret`),
    ...accounts.flatMap(({ id, signedOut, storedIn }) => {
      const isOut = desk.stateOf(id)?.kind === 'signed-out';
      if (isOut !== (signedOut || storedIn === null)) return [`${id} is not in the state it should be in`];
      return isOut && desk.liveTokens.get(id) !== null ? [`${id} can still be copied`] : [];
    }),
  ];
}

const anaAtWork = () =>
  aDesk({
    instances: [aGoogle(), anAds()],
    accounts: [aGoogleAccount(), aGoogleAccount({ id: 'ana-ads', instanceId: 'ads' }, { kind: 'ads' })],
  });

test('at rest, secrets of accounts and of clients belong to what is on the list', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { maxLength: 30 }), async (story) => {
      const desk = anaAtWork();
      const world: World = { desk, releases: [], going: [] };
      for (const one of story) await perform(world, one);
      await comeToRest(world);
      expect(desk.log.bugs).toEqual([]);
      expect(whatIsWrong(desk)).toEqual([]);
      desk.deadlines.stop();
      desk.signOutQueue.stop();
    }),
    { numRuns: 300 },
  );
}, 30_000);

test('the check would see the secret of a client that is gone', () => {
  const desk = anaAtWork();
  expect(whatIsWrong(desk)).toEqual([]);
  desk.vault.records.set('gone', aClientRecord());
  desk.vault.records.delete('ads');
  expect(whatIsWrong(desk)).toEqual(["gone is nobody's secret", 'ads has lost its secret']);
});
