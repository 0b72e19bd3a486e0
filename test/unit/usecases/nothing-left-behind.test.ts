// Whatever is done in whatever order, with requests that hang meanwhile: no secret without its account, no account
// without its secret, and nobody is signed out whose sign-in came later.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ana, aKeyAccount, aKnownAccount, ben, minutes, seconds } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { settle } from '#support/fakes/story';

const events = [
  'logged out',
  'access token probed',
  'refresh token sent',
  'vault written',
  'key sent',
  'PATCH session',
];
const people = { ana, ben };

const acts = fc.oneof(
  fc.record({ act: fc.constant('hold' as const), event: fc.constantFrom(...events) }),
  fc.record({ act: fc.constant('sign in' as const), who: fc.constantFrom('ana' as const, 'ben' as const) }),
  fc.record({
    act: fc.constantFrom(
      'sign out' as const,
      'end everywhere' as const,
      'remove' as const,
      'give up' as const,
    ),
    index: fc.nat(3),
  }),
  fc.record({
    act: fc.constant('switch' as const),
    index: fc.nat(3),
    workspace: fc.constantFrom('dev' as const, 'production' as const),
  }),
  fc.record({ act: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: minutes(8) }) }),
  fc.constantFrom(
    { act: 'release' as const },
    { act: 'add the key' as const },
    { act: 'go offline' as const },
    { act: 'come back' as const },
    { act: 'lock the keychain' as const },
    { act: 'open the keychain' as const },
    { act: 'wake up' as const },
    { act: 'refresh all' as const },
    { act: 'cancel' as const },
  ),
);

type Act = typeof acts extends fc.Arbitrary<infer T> ? T : never;
type World = {
  readonly desk: Desk;
  readonly releases: (() => Promise<void>)[];
  readonly going: Promise<unknown>[];
};

const accountAt = ({ desk }: World, index: number): string => {
  const accounts = desk.accountsAt();
  return accounts[index % Math.max(accounts.length, 1)]?.id ?? 'nobody';
};

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
      desk.signIn.start('acme', null);
      await settle();
      desk.receiver.doors.at(-1)?.receive({ code: 'a code' });
      break;
    case 'cancel':
      desk.signIn.cancel('acme');
      break;
    case 'add the key':
      going.push(desk.addsKey(desk.server.keys[0]!));
      break;
    case 'sign out':
    case 'end everywhere':
      going.push(
        desk.signOuts.signOut(accountAt(world, one.index), { everywhere: one.act === 'end everywhere' }),
      );
      break;
    case 'remove':
    case 'give up':
      going.push(desk.removes(accountAt(world, one.index), one.act === 'give up'));
      break;
    case 'switch':
      going.push(desk.setWorkspace(accountAt(world, one.index), one.workspace));
      break;
    case 'refresh all':
      going.push(desk.renewAll());
      break;
    case 'pass':
      await desk.clock.pass(one.ms);
      break;
    case 'go offline':
    case 'come back':
      desk.server.trouble = one.act === 'go offline' ? { kind: 'offline', host: 'acme' } : null;
      break;
    case 'lock the keychain':
    case 'open the keychain':
      desk.vault.trouble = one.act === 'lock the keychain' ? { kind: 'keychain-locked' } : null;
      break;
    case 'wake up':
      desk.signOutQueue.look();
      break;
  }
  await settle();
}

/** Everything that hangs goes on, the network is there, the keychain opens, and time passes. */
async function comeToRest({ desk, releases, going }: World): Promise<void> {
  desk.server.trouble = null;
  desk.vault.trouble = null;
  for (let release = releases.pop(); release !== undefined; release = releases.pop()) await release();
  await Promise.all(going);
  await desk.safekeeping.recheck();
  await settle();
  desk.signOutQueue.look();
  await desk.clock.pass(minutes(12) + seconds(1));
}

function whatIsWrong(desk: Desk): readonly string[] {
  const accounts = desk.accountsAt();
  const keeping = accounts.filter(({ storedIn }) => storedIn !== null).map(({ id }) => id);
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

test('at rest, secrets and accounts belong together', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { maxLength: 30 }), fc.boolean(), async (story, isRotating) => {
      const desk = aDesk({ accounts: [aKnownAccount(), aKeyAccount()] });
      desk.server.isRotating = isRotating;
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

test('the check would see a secret without account, and an account without secret', () => {
  const desk = aDesk({ accounts: [aKnownAccount(), aKeyAccount()] });
  expect(whatIsWrong(desk)).toEqual([]);
  const record = desk.vault.records.get('key');
  desk.vault.records.delete('key');
  if (record !== undefined) desk.vault.records.set('gone', record);
  expect(whatIsWrong(desk)).toEqual(["gone is nobody's secret", 'key has lost its secret']);
});
