// A model of one sign-in and its record: whatever happens in whatever order, the vault never goes back to an older
// refresh token of the same sign-in. More sequences: DAYPASS_SEQUENCES=100000.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '#domain/secret';
import type { VaultRecord } from '#domain/token-set';
import { aKnownAccount, minutes, secretOf } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { settle } from '#support/fakes/story';

const sequences = Number(process.env['DAYPASS_SEQUENCES'] ?? 1_000);

/** What the model knows: which refresh token came of which, and in what order. */
type Family = { readonly id: number; readonly place: number };
type Model = {
  readonly families: Map<string, Family>;
  /** By family: how far the vault has come. */
  readonly written: Map<number, { readonly place: number; readonly generation: number }>;
  readonly wrong: string[];
};
type Real = { desk: Desk; releases: (() => Promise<void>)[]; going: Promise<unknown>[] };

/** Watches the server make refresh tokens, and the vault take them. */
function watch({ server, vault }: Desk): Model {
  const model: Model = { families: new Map(), written: new Map(), wrong: [] };
  let count = 0;
  const found = (token: string | null): void => {
    if (token !== null && !model.families.has(token))
      model.families.set(token, { id: (count += 1), place: 1 });
  };
  for (const { refreshToken } of server.sessions) found(refreshToken);
  const open = server.open.bind(server);
  const redeemRefresh = server.redeemRefresh.bind(server);
  server.open = (...of) => {
    const session = open(...of);
    found(session.refreshToken);
    return session;
  };
  server.redeemRefresh = (sent) => {
    const session = redeemRefresh(sent);
    const before = model.families.get(sent);
    const next = session?.refreshToken ?? null;
    if (before !== undefined && next !== null && next !== sent)
      model.families.set(next, { ...before, place: before.place + 1 });
    return session;
  };
  const { records } = vault;
  const set = records.set.bind(records);
  for (const record of records.values()) judge(model, record);
  records.set = (id, record) => {
    judge(model, record);
    return set(id, record);
  };
  return model;
}

/** A sign-in that was given up while it was written puts back what was there; that is as new as ever. */
function judge({ families, written, wrong }: Model, record: VaultRecord): void {
  const family = families.get(secretOf(record));
  if (family === undefined) {
    wrong.push('a refresh token that no server gave');
    return;
  }
  const { generation } = record;
  const before = written.get(family.id) ?? { place: 0, generation: 0 };
  if (family.place < before.place) wrong.push(`back from ${before.place} to ${family.place}`);
  if (generation < before.generation) wrong.push(`generation ${before.generation} became ${generation}`);
  written.set(family.id, { place: family.place, generation });
}

const command = (name: string, run: (real: Real, model: Model) => unknown): fc.AsyncCommand<Model, Real> => ({
  check: () => true,
  async run(model, real) {
    await run(real, model);
    await settle();
    expect(model.wrong).toEqual([]);
  },
  toString: () => name,
});

/** Another program renews with our record, and writes what it gets. */
function renewElsewhere({ server, vault }: Desk): void {
  const record = vault.records.get('ana');
  const session = server.redeemRefresh(vault.tokenOf('ana') ?? '');
  if (record === undefined || session?.refreshToken == null) return;
  const refreshToken = new Secret(session.refreshToken);
  const generation = record.generation + 1;
  vault.records.set('ana', { ...record, credential: { kind: 'refresh-token', refreshToken }, generation });
}

const commands = [
  command('renew', ({ desk, going }) => void going.push(desk.refreshes())),
  command('copy', ({ desk, going }) => void going.push(desk.copies())),
  command(
    'hold the answer',
    ({ desk, releases }) => void releases.push(desk.story.hold('refresh token sent')),
  ),
  command('hold the keychain', ({ desk, releases }) => void releases.push(desk.story.hold('vault written'))),
  command('let go', async ({ releases }) => releases.shift()?.()),
  command('the keychain refuses', ({ desk }) => (desk.vault.writeTrouble = { kind: 'keychain-locked' })),
  command('the keychain takes', ({ desk }) => (desk.vault.writeTrouble = null)),
  command('the keychain is looked at', ({ desk, going }) => void going.push(desk.safekeeping.recheck())),
  command('held ones are written', ({ desk, going }) => void going.push(desk.safekeeping.flush())),
  command('another program renews', ({ desk }) => renewElsewhere(desk)),
  command('go offline', ({ desk }) => (desk.server.trouble = { kind: 'offline', host: 'acme' })),
  command('come back', ({ desk }) => (desk.server.trouble = null)),
  command('an hour passes', ({ desk }) => desk.clock.pass(minutes(61))),
  command('lock and unlock', async ({ desk }) => {
    await Promise.race([desk.appLock.lock().then(() => desk.appLock.unlock()), settle()]);
  }),
  command('kill', (real) => {
    real.desk = real.desk.restart();
    real.releases = [];
    real.going = [];
  }),
  command('sign in again', async ({ desk }) => {
    desk.signIn.start('acme', 'ana');
    await settle();
    desk.receiver.doors.at(-1)?.receive({ code: 'a code' });
  }),
];

test(`${sequences} sequences of up to 20 commands: the generations of a sign-in never go backwards (RR10)`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands(
        commands.map((one) => fc.constant(one)),
        { maxCommands: 20 },
      ),
      async (story) => {
        const desk = aDesk({ accounts: [aKnownAccount()] });
        desk.server.isRotating = true;
        const real: Real = { desk, releases: [], going: [] };
        await fc.asyncModelRun(() => ({ model: watch(desk), real }), story);
        for (const release of real.releases) await release();
        await Promise.all(real.going);
        real.desk.endLife();
        real.desk.signOutQueue.stop();
      },
    ),
    { numRuns: sequences },
  );
}, 600_000);

test('the model would see an older token come back', async () => {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  desk.server.isRotating = true;
  const model = watch(desk);
  const first = desk.vault.records.get('ana');
  await desk.refreshes();
  await desk.refreshes();
  expect(model.wrong).toEqual([]);
  if (first !== undefined) desk.vault.records.set('ana', first);
  expect(model.wrong).toEqual(['back from 3 to 1', 'generation 3 became 1']);
});
