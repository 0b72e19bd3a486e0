import { expect, test } from 'vitest';
import { ClientApps, Seer, toSeers, toSignInsWith } from '#renderer/state/client-apps.svelte.ts';
import { Commands } from '#renderer/state/commands.svelte.ts';
import { FakeBridge } from '#support/fake-bridge';
import { aClientApp, aFailureOfEachKind, aKeyAccount, anAccount, anInstance, aView } from '#support/views';

const failures = aFailureOfEachKind();
const groups = [{ id: '7', name: 'Analytics' }];

function theClients() {
  const main = new FakeBridge(aView());
  main.when('readClientApps', () => ({ ok: true, value: { apps: [aClientApp()], groups } }));
  return { main, clients: new ClientApps(new Commands(main)) };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

test('the list is read once for an account, and anew for another', async () => {
  const { main, clients } = theClients();
  clients.see('ana');
  clients.see('ana');
  await settled();
  expect(clients.apps).toEqual([aClientApp()]);
  clients.see('ben');
  expect(clients.apps).toBeNull();
  await settled();
  expect(main.inputsOf('readClientApps')).toEqual([{ accountId: 'ana' }, { accountId: 'ben' }]);
});

test('a late answer to the question of another account changes nothing', async () => {
  const { main, clients } = theClients();
  const release = main.hold('readClientApps');
  clients.see('ana');
  clients.see(null);
  release();
  await settled();
  expect(clients.apps).toBeNull();
  expect(clients.isReading).toBe(false);
});

test('after every act the list is read again', async () => {
  const { main, clients } = theClients();
  clients.see('ana');
  await settled();
  expect((await clients.act('daypass', { kind: 'disable' })).ok).toBe(true);
  expect(main.inputsOf('changeClientApp')).toEqual([
    { accountId: 'ana', guid: 'daypass', act: { kind: 'disable' } },
  ]);
  expect(main.inputsOf('readClientApps')).toHaveLength(2);
});

test('a failed act is told at its client, and the list stays', async () => {
  const { main, clients } = theClients();
  clients.see('ana');
  await settled();
  main.when('changeClientApp', () => ({ ok: false, failure: failures['not-found-or-not-allowed'] }));
  await clients.act('daypass', { kind: 'delete' });
  expect(clients.failureAt('daypass')).toEqual(failures['not-found-or-not-allowed']);
  expect(clients.failureAt('other')).toBeNull();
  expect(clients.apps).toHaveLength(1);
  clients.forget();
  expect(clients.failureAt('daypass')).toBeNull();
});

test('somebody who is not found is a problem of the field, not a note', async () => {
  const { main, clients } = theClients();
  clients.see('ana');
  await settled();
  const problem = { kind: 'nobody-found', typed: 'x@acme.example' } as const;
  main.when('changeClientApp', () => ({
    ok: false,
    failure: { kind: 'input-invalid', fields: { user: problem } },
  }));
  await clients.act('daypass', { kind: 'activate-user', user: 'x@acme.example' });
  expect(clients.problemAt('daypass', 'user')).toEqual(problem);
  expect(clients.failureAt('daypass')).toBeNull();
});

test('a list that cannot be read says why', async () => {
  const { main, clients } = theClients();
  main.when('readClientApps', () => ({ ok: false, failure: failures.offline }));
  clients.see('ana');
  await settled();
  expect(clients.failure).toEqual(failures.offline);
  expect(clients.apps).toBeNull();
});

test('groups have names where they may be seen, and an instance tells how many URIs it takes', async () => {
  const { clients } = theClients();
  expect(clients.takesSeveralUris).toBeNull();
  clients.see('ana');
  await settled();
  expect(clients.groupNameOf(aClientApp({ groupId: '7' }))).toBe('Analytics');
  expect(clients.groupNameOf(aClientApp({ groupId: '8' }))).toBeNull();
  expect(clients.takesSeveralUris).toBe(false);
});

test('who can be asked is signed in, admins first', () => {
  const ana = anAccount();
  const admin = anAccount({ id: 'admin', isAdmin: true });
  const gone = anAccount({ id: 'gone', state: { kind: 'signed-out' } });
  const ended = anAccount({
    id: 'ended',
    state: { kind: 'needs-sign-in', failure: failures['sign-in-expired'] },
  });
  const seers = toSeers(anInstance({ accounts: [gone, ana, ended, admin] }));
  expect(seers.map(({ id }) => id)).toEqual(['admin', 'ana']);
});

test('only sign-ins through the browser depend on the client, and only on the one in use', () => {
  const gone = anAccount({ id: 'gone', state: { kind: 'signed-out' } });
  const instance = anInstance({ accounts: [anAccount(), aKeyAccount(), gone] });
  expect(toSignInsWith(instance, 'daypass').map(({ id }) => id)).toEqual(['ana']);
  expect(toSignInsWith(instance, 'lkr-cli')).toEqual([]);
});

test('whoever was found first stays, also when another turns out to be an admin', () => {
  const ana = anAccount();
  const ben = anAccount({ id: 'ben' });
  let instance = anInstance({ accounts: [ana, ben] });
  let isWriting = false;
  const who = new Seer(
    () => instance,
    () => isWriting,
  );
  who.stay();
  instance = anInstance({ accounts: [ana, { ...ben, isAdmin: true }] });
  expect(
    new Seer(
      () => instance,
      () => isWriting,
    ).current?.id,
  ).toBe('ben');
  expect(who.current?.id).toBe('ana');
  isWriting = true;
  who.choose('ben');
  expect(who.current?.id).toBe('ben');
});

test('a form that is open keeps its account, even when the sign-in has just ended', () => {
  const ended = anAccount({ state: { kind: 'needs-sign-in', failure: failures['sign-in-expired'] } });
  const instance = anInstance({ accounts: [ended, anAccount({ id: 'ben' })] });
  const reading = new Seer(
    () => instance,
    () => false,
  );
  const writing = new Seer(
    () => instance,
    () => true,
  );
  reading.choose('ana');
  writing.choose('ana');
  expect(reading.current?.id).toBe('ben');
  expect(writing.current?.id).toBe('ana');
  expect(writing.choices.map(({ id }) => id)).toEqual(['ana', 'ben']);
});
