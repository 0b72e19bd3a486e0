// What the practice Looker itself knows of everything it ever handed out, to hold a report against.
import { expect } from 'vitest';
import type { PracticeLooker } from '#practice/looker/start';
import type { Desk } from '../whole-app/desk';

type Alive = { readonly access: number; readonly refresh: number };

function handedOut({ requests }: PracticeLooker, name: 'access_token' | 'refresh_token'): readonly string[] {
  const tokens = requests.flatMap(({ answer }) => {
    const body = answer?.json as Readonly<Record<string, unknown>> | null | undefined;
    const token = body?.[name];
    return typeof token === 'string' ? [token] : [];
  });
  return [...new Set(tokens)];
}

/** How many of all tokens that any app ever got are alive. */
export function aliveAt(looker: PracticeLooker): Alive {
  return {
    access: handedOut(looker, 'access_token').filter((token) => looker.isAccessTokenAlive(token)).length,
    refresh: handedOut(looker, 'refresh_token').filter((token) => looker.isRefreshTokenAlive(token)).length,
  };
}

export const nothing: Alive = { access: 0, refresh: 0 };

export function isWaitingAt(desk: Desk, accountId: string): boolean {
  return desk.store
    .get()
    .catalog.accounts.some(({ id, queuedSignOut }) => id === accountId && queuedSignOut !== null);
}

/** Waits until the sign-out is done: nothing is left of it here, and nothing of it is alive at Looker. */
export async function expectAllOverAt(looker: PracticeLooker, desk: Desk, accountId: string): Promise<void> {
  await expect.poll(() => isWaitingAt(desk, accountId)).toBe(false);
  expect(desk.accountOf(accountId)).toMatchObject({ signedOut: true, storedIn: null, queuedSignOut: null });
  expect(desk.keychain.entries.has(accountId)).toBe(false);
  expect(aliveAt(looker)).toEqual(nothing);
}
