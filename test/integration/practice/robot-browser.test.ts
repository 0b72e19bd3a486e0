// The robot in front of a real Chromium, at the practice Looker, with the smallest possible receiver.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDoor, type Door } from '#practice/http/door';
import { daypassApp } from '#practice/looker/client-apps';
import { ana, ben } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { startRobotBrowser, type RobotBrowser } from '#support/robot-browser';
import { toSignInUrl } from './looker-client.ts';

let receiver: Door;
let looker: PracticeLooker;
let robot: RobotBrowser;
let url: string;
const received: string[] = [];

beforeAll(async () => {
  receiver = await openDoor((req, res) => {
    if (req.url?.startsWith('/callback') === true) received.push(req.url);
    res.writeHead(200, { 'content-type': 'text/html' });
    res.end('<title>Done</title><p>You can close this window.</p>');
    return Promise.resolve();
  });
  const redirectUri = `${receiver.origin}/callback`;
  looker = await startCheckedLooker({ apps: [{ ...daypassApp, redirectUris: [redirectUri] }] });
  robot = await startRobotBrowser();
  url = toSignInUrl(looker, { redirect_uri: redirectUri });
});
afterAll(async () => {
  await Promise.all([robot.close(), looker.close(), receiver.close()]);
});

test('the robot signs in, the receiver gets the code, the page after it is seen', async () => {
  const sight = await robot.signIn(url, { email: ana.email, consent: 'accept' });
  expect(sight).toMatchObject({ title: 'Done', text: 'You can close this window.' });
  expect(sight.finalUrl.startsWith(`${receiver.origin}/callback?&code=`)).toBe(true);
  expect(received).toHaveLength(1);
});

test('the second time login and consent are skipped', async () => {
  const sight = await robot.signIn(url, { email: ana.email, consent: 'accept' });
  expect(sight.title).toBe('Done');
});

test('a new person is asked, and may deny', async () => {
  await robot.newPerson();
  const sight = await robot.signIn(url, { email: ben.email, consent: 'deny' });
  expect(sight.finalUrl).toContain('error=access_denied');
});

test('two practice servers in one browser do not disturb each other', async () => {
  await robot.newPerson();
  const other = await startCheckedLooker({ apps: looker.apps.all() });
  const query = new URL(url).search;
  await robot.signIn(url, { email: ana.email, consent: 'accept' });
  await robot.signIn(`${other.uiOrigin}/auth${query}`, { email: ben.email, consent: 'accept' });
  const sight = await robot.look(url);
  expect(sight.title).toBe('Done');
  await other.close();
});

test('the robot looks at a dead end and takes a picture of it', async () => {
  const sight = await robot.look(toSignInUrl(looker, { client_id: 'nobody' }));
  expect(sight.title).toBe('Error - Practice Looker');
  expect(sight.text).toContain('The OAuth client was not found');
  const folder = await mkdtemp(join(tmpdir(), 'robot-'));
  await robot.screenshot(join(folder, 'page.png'));
  expect((await stat(join(folder, 'page.png'))).size).toBeGreaterThan(1000);
  await rm(folder, { recursive: true });
});

test('an app that no longer listens is seen as what the browser shows then', async () => {
  await robot.newPerson();
  await receiver.close();
  const sight = await robot.signIn(url, { email: ana.email, consent: 'accept' });
  expect(sight.text).toContain('ERR_CONNECTION_REFUSED');
  expect((await robot.look(receiver.origin)).text).toContain('ERR_CONNECTION_REFUSED');
});
