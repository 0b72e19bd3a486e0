// The three kinds of practice server that the torture runs against are what they are said to be.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { Secret } from '#domain/secret';
import type { LookerSwitches } from '#practice/looker/switches';
import { startPracticeLooker } from '#practice/looker/start';
import { failureOf, signedInAt, toRefresh, valueOf } from '../whole-app/parts';

async function aServer(switches: Partial<LookerSwitches>) {
  const looker = await startPracticeLooker({ switches });
  onTestFinished(() => looker.close());
  const { client, binding, refreshToken } = await signedInAt(looker);
  const renew = (token: Secret) => client.oauth.renew(toRefresh(binding, token), null);
  return { looker, renew, first: refreshToken };
}

function successorOf(renewed: Awaited<ReturnType<Awaited<ReturnType<typeof aServer>>['renew']>>): Secret {
  return valueOf(renewed).refreshToken ?? new Secret('none');
}

test('A replaces nothing: the same refresh token works again and again', async () => {
  const { looker, renew, first } = await aServer({ rotation: 'absent' });
  for (let nth = 0; nth < 3; nth += 1) expect(valueOf(await renew(first)).refreshToken).toBeNull();
  expect(looker.replaced.commits).toEqual([]);
});

test('B takes a replaced refresh token for its grace, and ends the sign-in when it comes later', async () => {
  const { looker, renew, first } = await aServer({
    rotation: 'new',
    replacedRefreshToken: 'grace',
    graceSeconds: 1,
  });
  await renew(first);
  const again = successorOf(await renew(first));
  expect(looker.replaced.reuses).toHaveLength(1);
  await sleep(1_100);
  expect(failureOf(await renew(first)).kind).toBe('sign-in-expired');
  expect(failureOf(await renew(again)).kind).toBe('sign-in-expired');
});

test('C ends the sign-in when a replaced refresh token comes again', async () => {
  const { looker, renew, first } = await aServer({ rotation: 'new' });
  const second = successorOf(await renew(first));
  expect(looker.replaced.commits.map(({ token }) => token)).toEqual([first.reveal()]);
  expect(failureOf(await renew(first)).kind).toBe('sign-in-expired');
  expect(looker.replaced.reuses.map(({ token }) => token)).toEqual([first.reveal()]);
  expect(failureOf(await renew(second)).kind).toBe('sign-in-expired');
});

test('an answer is dropped once per refresh token, after it took effect', async () => {
  const { looker, renew, first } = await aServer({ rotation: 'new', replacedRefreshToken: 'grace' });
  looker.switches.tokenFault = 'drops-first-answer';
  expect(failureOf(await renew(first))).toMatchObject({ kind: 'provider-unreachable', reason: 'dropped' });
  expect(looker.replaced.commits).toHaveLength(1);
  expect((await renew(first)).ok).toBe(true);
});
