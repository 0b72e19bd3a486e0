import type { AccountView } from '#domain/view';
import type { Desk } from '../whole-app/desk';

export const minutes = (count: number): number => count * 60_000;

/** So much time is over for the app, in steps in which everything that is due gets its answer. */
export async function passes(desk: Desk, milliseconds: number, step = minutes(1)): Promise<void> {
  for (let left = milliseconds; left > 0; left -= step) {
    desk.clock.skip(Math.min(step, left));
    await desk.quiet();
  }
}

/** The lid is closed for so long. */
export async function sleeps(desk: Desk, milliseconds: number): Promise<void> {
  desk.presence.onSuspend();
  desk.clock.skip(milliseconds);
  desk.presence.onResume();
  await desk.quiet();
}

export function accountIn(desk: Desk, accountId: string): AccountView {
  const found = desk.views.current().instances.flatMap(({ accounts }) => accounts);
  const account = found.find(({ id }) => id === accountId);
  if (account === undefined) throw new Error(`no account ${accountId}`);
  return account;
}

export function lastActivityOf(desk: Desk, accountId: string): string | undefined {
  return desk.accountOf(accountId).activity[0]?.what;
}
