// A desk whose tokens are kept fresh, as after the start of the app.
import type { Account } from '#domain/account';
import type { AccountView } from '#domain/view';
import { aKnownAccount, minutes } from '#support/builders';
import { aDesk, type Desk, type DeskParts } from '#support/desk';

export async function aFreshDesk(parts: DeskParts = { accounts: [aKnownAccount()] }): Promise<Desk> {
  const desk = aDesk(parts);
  await desk.presence.start();
  return desk;
}

/** Everybody who was due at the start has a token. */
export async function aDeskAtWork(parts?: DeskParts): Promise<Desk> {
  const desk = await aFreshDesk(parts);
  await desk.clock.pass(minutes(10));
  return desk;
}

export function people(count: number, part: Partial<Account> = {}): readonly Account[] {
  return Array.from({ length: count }, (_, index) =>
    aKnownAccount({
      id: `p${index}`,
      identity: { userId: `${index}`, displayName: `Person ${index}`, email: null },
      ...part,
    }),
  );
}

/** How many tokens were asked for, with refresh tokens and keys. */
export function requestsAt({ server }: Desk): number {
  return server.received.length + server.logins.length;
}

export function accountIn(desk: Desk, accountId = 'ana'): AccountView {
  const found = desk
    .view()
    .instances.flatMap(({ accounts }) => accounts)
    .find(({ id }) => id === accountId);
  if (found === undefined) throw new Error(`No account ${accountId} in the view`);
  return found;
}

/** Sleeps so long, as a laptop does whose lid is closed, and wakes. */
export function sleeps(desk: Desk, milliseconds: number): void {
  desk.presence.onSuspend();
  desk.clock.jump(milliseconds);
  desk.presence.onResume();
}
