// However many want the same token at once, from wherever: the refresh token goes out once.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Failure } from '#domain/failure';
import { aKeyAccount, aKnownAccount, minutes } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { settle } from '#support/fakes/story';
import { requestsAt } from './fresh-desk';

type Ask = (desk: Desk) => Promise<unknown>;
/** Window, tray, quick copy, a question to the API, "Refresh all", and the scheduler. */
const callers: readonly Ask[] = [
  (desk) => desk.copies(),
  (desk) => desk.refreshes(),
  (desk) => desk.handOut.copyToken('ana', 'curl'),
  (desk) => desk.findLiveToken('ana'),
  (desk) => desk.renewAll(),
  (desk) => desk.renew('ana', 'ahead'),
];

test('100 callers, the tray and the scheduler together are one request (RR6)', async () => {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  desk.server.isRotating = true;
  desk.dice.next = 0;
  const hundred = Array.from({ length: 100 }, (_, index) => callers[index % callers.length]?.(desk));
  const start = desk.presence.start();
  await Promise.all([...hundred, start]);
  await desk.clock.pass(minutes(11));
  expect(requestsAt(desk)).toBe(1);
  expect(desk.server.isRefreshTokenAlive(desk.vault.tokenOf('ana') ?? '')).toBe(true);
});

test.each<[string, Failure | null]>([
  ['the same token', null],
  ['the same refusal', { kind: 'sign-in-expired', interrupted: false }],
  ['the same trouble', { kind: 'provider-busy', host: 'acme', retryAt: null }],
])('all 100 get %s (RR6)', async (_what, trouble) => {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  desk.server.trouble = trouble;
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => desk.refreshes()));
  expect(new Set(outcomes).size).toBe(1);
  expect(requestsAt(desk)).toBe(1);
});

/** Ports that are called on the way of a renewal, as fast-check is to interleave them. */
function shuffled(desk: Desk, scheduler: fc.Scheduler): void {
  const wrap = <K extends string>(owner: Record<K, (...of: never[]) => unknown>, name: K): void => {
    const call = owner[name];
    owner[name] = async (...of: never[]) => {
      await scheduler.schedule(Promise.resolve(), name);
      const answer = await call(...of);
      await scheduler.schedule(Promise.resolve(), `${name} answers`);
      return answer;
    };
  };
  type Loose = Record<string, (...of: never[]) => unknown>;
  for (const name of ['read', 'write', 'isOpen']) wrap(desk.vault as unknown as Loose, name);
  wrap(desk.renewalLock as unknown as Loose, 'take');
  wrap(desk.oauth as unknown as Loose, 'renew');
  wrap(desk.file as unknown as Loose, 'settled');
}

describe('in whatever order the ports answer', () => {
  test('1,000 interleavings of six callers and the scheduler: one request, and its successor in the vault (RR6)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.nat(callers.length - 1), { minLength: 2, maxLength: 6 }),
        fc.boolean(),
        async (scheduler, who, isKey) => {
          const account = isKey ? aKeyAccount({ id: 'ana' }) : aKnownAccount();
          const desk = aDesk({ accounts: [account] });
          desk.server.isRotating = true;
          await desk.presence.start();
          shuffled(desk, scheduler);
          const asked = who.map((index) =>
            scheduler.schedule(Promise.resolve(), 'somebody asks').then(() => callers[index]?.(desk)),
          );
          await scheduler.waitFor(Promise.all(asked));
          await settle();
          // One by whoever came first; "refresh" by hand after a finished one is another.
          const refreshes = who.filter((index) => index === 1 || index === 4 || index === 5).length;
          expect(requestsAt(desk)).toBeLessThanOrEqual(Math.max(1, refreshes + 1));
          const sent = desk.server.received.map(({ refreshToken }) => refreshToken);
          expect(new Set(sent).size).toBe(sent.length);
          if (!isKey) expect(desk.server.isRefreshTokenAlive(desk.vault.tokenOf('ana') ?? '')).toBe(true);
          expect(desk.stateOf()?.kind).toBe('active');
          expect(desk.renewalLock.held).toEqual([]);
          desk.endLife();
          desk.signOutQueue.stop();
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
