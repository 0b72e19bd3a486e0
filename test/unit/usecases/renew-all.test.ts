import { expect, test } from 'vitest';
import { aGoogle, aGoogleAccount, aKnownAccount } from '#support/builders';
import { aDesk } from '#support/desk';

const people = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aKnownAccount({
      id: `p${index}`,
      identity: { userId: `${index}`, displayName: `Person ${index}`, email: null },
    }),
  );

test('refreshing all renews every account that is signed in', async () => {
  const desk = aDesk({ accounts: people(9) });
  await desk.renewAll();
  expect(Object.values(desk.store.get().accounts).map(({ kind }) => kind)).toEqual(Array(9).fill('active'));
});

test('it asks at most four at a time', async () => {
  const desk = aDesk({ accounts: people(9) });
  const release = desk.story.hold('refresh token sent');
  const all = desk.renewAll();
  await desk.clock.pass(0);
  expect(desk.story.count('refresh token sent')).toBe(4);
  await release();
  await all;
  expect(desk.story.count('refresh token sent')).toBe(9);
});

test('accounts that only a person can help are left alone', async () => {
  const desk = aDesk({
    accounts: [
      aKnownAccount({ id: 'out', storedIn: null }),
      aKnownAccount({ id: 'ended', endedBy: { kind: 'sign-in-expired', interrupted: false } }),
    ],
  });
  await desk.renewAll();
  expect(desk.server.received).toEqual([]);
});

test('what blocks an account somebody else may have mended: it is tried', async () => {
  const desk = aDesk({ instances: [aGoogle()], accounts: [aGoogleAccount()] });
  desk.server.trouble = { kind: 'access-blocked', error: 'org_internal', description: null };
  await desk.renewAll();
  expect(desk.stateOf()?.kind).toBe('blocked');
  desk.server.trouble = null;
  await desk.renewAll();
  expect(desk.stateOf()?.kind).toBe('active');
});

test('one account that fails does not stop the others', async () => {
  const desk = aDesk({ accounts: people(6) });
  desk.server.sessions.slice(0, 5).forEach((session) => desk.server.end(session));
  await desk.renewAll();
  expect(desk.stateOf('p0')?.kind).toBe('needs-sign-in');
  expect(desk.stateOf('p5')?.kind).toBe('active');
});
