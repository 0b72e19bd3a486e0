// The engine of the two tests that leave nothing behind: what anybody may do at a desk in whatever order, with requests
// that hang meanwhile, and what has to be true when everything has come to rest.
import fc from 'fast-check';
import { expect } from 'vitest';
import { ana, ben, minutes, seconds } from '#support/builders';
import type { Desk } from '#support/desk';
import { settle } from '#support/fakes/story';

export const people = { ana, ben };

export type World = {
  readonly desk: Desk;
  readonly releases: (() => Promise<void>)[];
  readonly going: Promise<unknown>[];
};

const offline = { kind: 'offline', host: 'acme' } as const;

/** Everything but what only one of the two does. */
export function usualActs(events: readonly string[]) {
  return fc.oneof(
    fc.record({ act: fc.constant('hold' as const), event: fc.constantFrom(...events) }),
    fc.record({
      act: fc.constantFrom('pass' as const, 'sleep' as const),
      ms: fc.integer({ min: 0, max: minutes(8) }),
    }),
    fc.record({
      act: fc.constant('set the clock' as const),
      ms: fc.integer({ min: -minutes(60), max: minutes(60) }),
    }),
    fc.record({
      act: fc.constantFrom(
        'release' as const,
        'go offline' as const,
        'come back' as const,
        'lock the keychain' as const,
        'open the keychain' as const,
        'refresh all' as const,
        'lock the app' as const,
        'unlock the app' as const,
        'lock the screen' as const,
        'unlock the screen' as const,
        'pause renewals' as const,
        'let renewals go on' as const,
      ),
    }),
  );
}

export type UsualAct = ReturnType<typeof usualActs> extends fc.Arbitrary<infer T> ? T : never;

export function accountAt({ desk }: World, index: number): string {
  const { accounts } = desk.store.get().catalog;
  return accounts[index % Math.max(accounts.length, 1)]?.id ?? 'nobody';
}

/** The person goes through the browser. */
export async function signsIn({ desk }: World, who: keyof typeof people, instanceId: string): Promise<void> {
  desk.server.person = people[who];
  desk.signIn.start(instanceId, null);
  await settle();
  desk.receiver.doors.at(-1)?.receive({ code: 'a code' });
}

export async function performUsual({ desk, releases, going }: World, one: UsualAct): Promise<void> {
  switch (one.act) {
    case 'hold':
      releases.push(desk.story.hold(one.event));
      break;
    case 'release':
      await releases.pop()?.();
      break;
    case 'pass':
      await desk.clock.pass(one.ms);
      break;
    case 'sleep':
      desk.presence.onSuspend();
      desk.clock.jump(one.ms);
      desk.presence.onResume();
      break;
    case 'set the clock':
      desk.clock.set(one.ms);
      break;
    case 'go offline':
    case 'come back':
      desk.server.trouble = one.act === 'go offline' ? offline : null;
      desk.network.isThere = one.act === 'come back';
      desk.google.revocationTrouble = null;
      break;
    case 'lock the keychain':
    case 'open the keychain':
      desk.vault.trouble = one.act === 'lock the keychain' ? { kind: 'keychain-locked' } : null;
      break;
    case 'refresh all':
      going.push(desk.renewAll());
      break;
    case 'lock the app':
      going.push(desk.appLock.lock());
      break;
    case 'unlock the app':
      going.push(desk.appLock.unlock());
      break;
    case 'lock the screen':
      desk.presence.onLockScreen();
      break;
    case 'unlock the screen':
      desk.presence.onUnlockScreen();
      break;
    case 'pause renewals':
    case 'let renewals go on':
      desk.wishes.pauseRenewals(one.act === 'pause renewals');
      break;
  }
}

/** Everything that hangs goes on, the network is there, the keychain opens, the app is unlocked, and time passes. */
async function comeToRest(world: World): Promise<void> {
  const { desk, releases, going } = world;
  await performUsual(world, { act: 'come back' });
  desk.vault.trouble = null;
  for (let release = releases.pop(); release !== undefined; release = releases.pop()) await release();
  await Promise.all(going);
  await desk.appLock.unlock();
  desk.wishes.pauseRenewals(false);
  await desk.safekeeping.recheck();
  await settle();
  desk.signOutQueue.look();
  desk.presence.onResume();
  await desk.clock.pass(minutes(12) + seconds(1));
}

export function whatIsWrong(desk: Desk): readonly string[] {
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
      const state = desk.stateOf(id)?.kind;
      const isOut = state === 'signed-out';
      if (isOut !== (signedOut || storedIn === null)) return [`${id} is not in the state it should be in`];
      if (state === 'renewing' || state === 'locked') return [`${id} is ${state} for ever`];
      return isOut && desk.liveTokens.get(id) !== null ? [`${id} can still be copied`] : [];
    }),
    ...desk.renewalLock.held.map((id) => `the lock of ${id} is still held`),
  ];
}

const stories = Number(process.env['DAYPASS_STORIES'] ?? 300);

/** Runs stories of up to 30 acts. More of them: DAYPASS_STORIES=10000. */
export async function expectNothingLeftBehind<T>(
  acts: fc.Arbitrary<T>,
  toDesk: () => Desk,
  perform: (world: World, act: T) => Promise<void>,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.array(acts, { maxLength: 30 }),
      fc.boolean(),
      fc.boolean(),
      async (story, isRotating, isKeptFresh) => {
        const desk = toDesk();
        desk.server.isRotating = isRotating;
        const world: World = { desk, releases: [], going: [] };
        if (isKeptFresh) await desk.presence.start();
        for (const act of story) {
          await perform(world, act);
          await settle();
        }
        await comeToRest(world);
        expect(desk.log.bugs).toEqual([]);
        expect(whatIsWrong(desk)).toEqual([]);
        desk.endLife();
        desk.signOutQueue.stop();
      },
    ),
    { numRuns: stories },
  );
}
