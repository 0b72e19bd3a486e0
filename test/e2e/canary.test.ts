// Every token, code and key secret of this run carries a marker. The marker may be in the keychain, and for a while on
// the clipboard; it must not be anywhere else. A secret that is typed has a marker of its own: it passes the window once.
import { tmpdir } from 'node:os';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { carlaKey, nightlyKey } from '#practice/looker/people';
import { filesHolding, holds, processesOf } from '#support/canary';
import { keepPictureOfFailures } from '#support/failure-picture';
import { recordIpc } from '#support/ipc-record';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { readClipboard, writeClipboard } from '#support/running-app';

const marker = 'c4naryM4rker7xq';
const typedMarker = 'typ3dM4rker9zw';
const importedKey = { ...nightlyKey, clientSecret: `${marker}-imported` };
const typedKey = { ...carlaKey, clientSecret: `${typedMarker}-typed` };
/** Of the two clients of the practice Google: one comes from its file, one is typed. */
let fileSecret = '';
let typedSecret = '';
let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;
let ipc: Awaited<ReturnType<typeof recordIpc>>;

beforeAll(async () => {
  const looker = { apiKeys: [importedKey, typedKey] };
  desk = await openPracticeDesk({ tokenMarker: marker, looker });
  desk.looker.switches.rotation = 'new';
  app = await desk.start();
  ipc = await recordIpc(app.electron);
  await app.user.select('Practice Looker');
  await app.user.signIn();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor();
  await app.user.refresh();
  await app.user.says('Renewed').waitFor();
  await app.user.signInAsSomebodyElse();
  await desk.answerBrowser('ben.okafor@acme.example');
  await app.user.strip('Signed in as Ben Okafor.').waitFor();
  await app.user.row('ben.okafor@acme.example').click();
  await app.user.signOut();
  await app.user.says('The refresh token no longer works.').waitFor();
  await importFromClipboard();
  await app.user.addKey(typedKey.clientId, typedKey.clientSecret);
  await app.user.row('carla.lind@acme.example').waitFor();
  await useGoogle();
});
afterAll(() => desk.close());
keepPictureOfFailures(() => app.page);

test('the marker is really in the tokens, and the search finds it where it is', async () => {
  await app.user.select('ana.ruiz@acme.example');
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor();
  expect(holds(await readClipboard(app), marker)).toBe(true);
  expect(holds(Buffer.from(`xx${marker}yy`).toString('base64'), marker)).toBe(true);
});

test('not in the profile folder, its logs, caches and catalog', async () => {
  expect(await readdir(desk.profile)).toContain('catalog.json');
  expect(await filesHolding(desk.profile, marker)).toEqual([]);
  expect(await filesHolding(desk.profile, typedMarker)).toEqual([]);
});

test('not in what the app wrote to its output', () => {
  expect(holds(app.output(), marker)).toBe(false);
});

test('not in any message between main and the window', async () => {
  const messages = await ipc.messages();
  expect(messages.length).toBeGreaterThan(10);
  expect(messages.filter((message) => holds(message, marker))).toEqual([]);
});

test('a secret that was typed goes to main once, and is then neither in the page nor in its memory', async () => {
  const messages = await ipc.messages();
  expect(messages.filter((message) => holds(message, typedMarker))).toHaveLength(1);
  expect(holds(await app.page.content(), typedMarker)).toBe(false);
  expect(holds(await takeHeapSnapshot(), typedMarker)).toBe(false);
});

test('not in the page, nor in the memory of its process', async () => {
  expect(holds(await app.page.content(), marker)).toBe(false);
  const heap = await takeHeapSnapshot();
  expect(heap.length).toBeGreaterThan(100_000);
  expect(holds(heap, marker)).toBe(false);
});

test('nor is a client secret of Google anywhere but in the keychain, and, typed, once on its way there', async () => {
  const messages = await ipc.messages();
  expect(messages.filter((message) => holds(message, fileSecret))).toEqual([]);
  expect(messages.filter((message) => holds(message, typedSecret))).toHaveLength(1);
  const heap = await takeHeapSnapshot();
  for (const secret of [fileSecret, typedSecret]) {
    expect(secret.length).toBeGreaterThan(12);
    expect(holds(heap, secret)).toBe(false);
    expect(await filesHolding(desk.profile, secret)).toEqual([]);
    expect(holds(app.output(), secret)).toBe(false);
  }
});

test('not in the command line or environment of any process', async () => {
  const processes = await processesOf(app.electron.process().pid ?? 0);
  expect(processes.length).toBeGreaterThan(2);
  expect(processes.filter(({ words }) => holds(words, marker))).toEqual([]);
});

test('not in a file of the temporary folder', async () => {
  const suspicious = (await readdir(tmpdir())).filter((name) =>
    /daypass|electron|chromium|scoped_dir/i.test(name),
  );
  for (const name of suspicious)
    expect(await filesHolding(join(tmpdir(), name), marker).catch(() => [])).toEqual([]);
});

async function takeHeapSnapshot(): Promise<string> {
  const session = await app.page.context().newCDPSession(app.page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}

async function importFromClipboard(): Promise<void> {
  const { clientId, clientSecret } = importedKey;
  const ini = ['[nightly]', `base_url=${desk.looker.apiOrigin}`, `client_id=${clientId}`];
  await writeClipboard(app, [...ini, `client_secret=${clientSecret}`].join('\n'));
  await app.user.button('Add an instance').click();
  await app.user
    .dialog()
    .getByRole('button', { name: /import/i })
    .click();
  await app.user.dialog().getByRole('button', { name: 'Read the clipboard' }).click();
  await app.user.dialog().getByRole('button', { name: 'Import 1 key' }).click();
  await app.user.dialog().getByText('Imported').first().waitFor();
  await app.user.dialog().getByRole('button', { name: 'Done' }).click();
  await writeClipboard(app, '');
}

/** A client from its file, one that is typed; signed in, renewed, shown as a configuration with stars. */
async function useGoogle(): Promise<void> {
  const { desktop, other } = desk.google.clients;
  fileSecret = desktop.clientSecret;
  typedSecret = other.clientSecret;
  await app.user.readClientFile(await desk.clientFile('desktop'));
  await app.user.addAndSignIn();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
  await app.user.refresh();
  await app.user.button('Add an instance').first().click();
  await app.user.dialog().getByRole('radio', { name: 'Google' }).click({ force: true });
  await app.user.dialog().getByRole('button', { name: 'Or type the client in…' }).click();
  await app.user.dialog().getByLabel('Client ID').fill(other.clientId);
  await app.user.dialog().getByLabel('Client secret', { exact: true }).fill(other.clientSecret);
  await app.user.choosePurpose(/^Google Ads/);
  await app.user.addAndSignIn();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip(/^Signed in as/).waitFor();
  await app.user.menu('Configuration file…');
  await app.user.dialog().getByRole('checkbox').check({ force: true });
  await app.user.dialog().getByText('refresh_token').first().waitFor();
  await app.page.keyboard.press('Escape');
}
