// Nothing hangs, nothing fails silently, and nobody loses a sign-in, whichever call of whichever port fails.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aGoogle, aGoogleAccount, aKeyAccount, aKnownAccount, minutes, seconds } from '#support/builders';
import { aDesk, type Desk, type DeskParts } from '#support/desk';
import { settle } from '#support/fakes/story';
import { whatIsWrong } from './at-rest';
import { faultsFor, nameOf, play, type Fault, type Played, type Scenario } from './faults';

const toDesk = (parts: DeskParts) => (): Desk => {
  const desk = aDesk(parts);
  desk.server.isRotating = true;
  return desk;
};
const ana = toDesk({ accounts: [aKnownAccount()] });

async function signIn(desk: Desk): Promise<unknown> {
  const started = desk.signIn.start('acme', null);
  await settle();
  desk.receiver.openDoors.at(-1)?.receive({ code: 'a code' });
  await settle();
  return started;
}
const start = (desk: Desk): Promise<void> => desk.presence.start();
const pass = (milliseconds: number) => async (desk: Desk) => {
  // Time passes while a step is awaited anyhow; more than that by a pause of its own.
  await new Promise<void>((resolve) => void desk.clock.after(milliseconds, resolve));
};

const scenarios: readonly Scenario[] = [
  { name: 'signing in by browser', desk: toDesk({}), steps: [signIn] },
  { name: 'signing in again', desk: ana, steps: [signIn] },
  {
    name: 'adding a key',
    desk: toDesk({ accounts: [] }),
    before: async (desk) => Promise.resolve(desk.server.addKey(desk.server.person)),
    steps: [(desk) => desk.addsKey(desk.server.keys[0] ?? { keyId: '', keySecret: '' })],
  },
  { name: 'starting', desk: ana, steps: [start, pass(minutes(6))] },
  {
    name: 'a renewal ahead',
    desk: ana,
    before: async (desk) => {
      await desk.presence.start();
      await desk.clock.pass(minutes(6));
    },
    steps: [pass(minutes(50)), pass(minutes(50))],
  },
  { name: 'copying', desk: ana, steps: [(desk) => desk.copies(), pass(seconds(50))] },
  { name: 'copying as', desk: ana, steps: [(desk) => desk.handOut.copyToken('ana', 'curl')] },
  {
    name: 'copying at Google',
    desk: toDesk({ instances: [aGoogle()], accounts: [aGoogleAccount()] }),
    steps: [(desk) => desk.copies()],
  },
  {
    name: 'refreshing all',
    desk: toDesk({ accounts: [aKnownAccount(), aKeyAccount()] }),
    steps: [(desk) => desk.renewAll()],
  },
  {
    name: 'signing out',
    desk: ana,
    before: (desk) => desk.copies(),
    steps: [(desk) => desk.signOuts.signOut('ana')],
  },
  {
    name: 'removing',
    desk: ana,
    before: (desk) => desk.refreshes(),
    steps: [(desk) => desk.removes()],
  },
  {
    name: 'locking and unlocking',
    desk: ana,
    before: async (desk) => {
      await desk.presence.start();
      await desk.copies();
    },
    steps: [(desk) => desk.appLock.lock(), (desk) => desk.appLock.unlock(), (desk) => desk.copies()],
  },
  {
    name: 'sleeping and waking',
    desk: ana,
    before: async (desk) => {
      await desk.presence.start();
      await desk.clock.pass(minutes(6));
      await desk.copies();
    },
    steps: [
      (desk) => {
        desk.presence.onSuspend();
        desk.clock.jump(minutes(90));
        desk.presence.onResume();
      },
      pass(minutes(11)),
    ],
  },
];

/** What may come of a call that fails: it is told, shown, or makes no difference. A bug may also be in the log. */
function judge(
  clean: Played,
  played: Played,
  { port, how: { kind: how } }: Pick<Fault, 'port' | 'how'>,
): readonly string[] {
  const { desk, hangs, isTold, isShown, picture } = played;
  // A keychain that is shut at the start waits until somebody wants something of it: no banner before that.
  const isQuiet = port === 'vault.isOpen' && how === 'says';
  const isNoted = how === 'throws' && desk.log.bugs.length > 0;
  const needs = Object.entries(desk.store.get().accounts).filter(([, { kind }]) => kind === 'needs-sign-in');
  return [
    ...(hangs ? ['it hangs'] : []),
    ...(isTold || isShown || isNoted || isQuiet || picture === clean.picture ? [] : ['nobody hears of it']),
    ...needs.map(([id]) => `${id} is taken for signed out by the server`),
  ];
}

/** Afterwards everything works again, as far as people can see. */
async function mends({ desk }: Played): Promise<readonly string[]> {
  const over = desk.appLock.unlock().then(() => desk.safekeeping.recheck());
  await desk.clock.pass(seconds(5));
  await over;
  desk.signOutQueue.look();
  desk.presence.onResume();
  await desk.clock.pass(minutes(20));
  const wrong = whatIsWrong(desk);
  const signedIn = desk.accountsAt().filter(({ storedIn, signedOut }) => storedIn !== null && !signedOut);
  const copies = await Promise.all(signedIn.map(({ id }) => desk.copies(id)));
  return [...wrong, ...copies.flatMap((copy) => (copy.ok ? [] : [`cannot be copied: ${copy.failure.kind}`]))];
}

const planned = await Promise.all(
  scenarios.map(async (scenario) => {
    const clean = await play(scenario, null);
    if (clean.hangs) throw new Error(`${scenario.name} hangs by itself`);
    clean.desk.endLife();
    clean.desk.signOutQueue.stop();
    return { scenario, clean, faults: faultsFor(clean.calls) };
  }),
);
const runs = planned.reduce((sum, { faults }) => sum + faults.length, 0);

describe(`${runs} runs in which one call fails (RS9)`, () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  beforeAll(() => void process.on('unhandledRejection', note));
  afterAll(() => void process.off('unhandledRejection', note));

  test.each(planned.map((plan) => [plan.scenario.name, plan.faults.length, plan] as const))(
    '%s: each of %i faults is told, seen or harmless, and mended afterwards',
    async (_name, _count, { scenario, clean, faults }) => {
      const problems: string[] = [];
      for (const fault of faults) {
        const played = await play(scenario, fault);
        const found = [...judge(clean, played, fault), ...(await mends(played))];
        problems.push(...found.map((problem) => `${nameOf(fault)}: ${problem}`));
        played.desk.endLife();
        played.desk.signOutQueue.stop();
      }
      expect(problems).toEqual([]);
      await settle();
      expect(unhandled.splice(0)).toEqual([]);
    },
    60_000,
  );
});

describe('the check', () => {
  const fault: Fault = {
    port: 'vault.read',
    call: 0,
    how: { kind: 'fails', failure: { kind: 'keychain-locked' } },
  };
  const copying: Scenario = { name: 'copying', desk: ana, steps: [(desk) => desk.copies()] };

  test('would see a call that never answers', async () => {
    const stuck: Scenario = { ...copying, steps: [() => new Promise(() => undefined)] };
    expect(judge(await play(copying, null), await play(stuck, null), fault)).toContain('it hangs');
  });

  test('would see that nothing was copied, and nobody heard of it', async () => {
    const silent: Scenario = { ...copying, steps: [() => undefined] };
    expect(judge(await play(copying, null), await play(silent, null), fault)).toEqual(['nobody hears of it']);
  });
});
