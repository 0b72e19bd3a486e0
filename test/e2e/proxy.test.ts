import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { startPracticeProxy, type PracticeProxy } from '#support/practice-proxy';
import { readClipboard } from '#support/running-app';

let desk: PracticeDesk;
let proxy: PracticeProxy;
beforeAll(async () => {
  proxy = await startPracticeProxy();
  desk = await openPracticeDesk();
});
afterAll(async () => {
  await desk.close();
  await proxy.close();
});

test('where the system names a proxy, sign-in and renewal go through it (RT12)', async () => {
  // Loopback addresses never go through a proxy unless somebody asks for it.
  const app = await desk.start({}, [`--proxy-server=${proxy.address}`, '--proxy-bypass-list=<-loopback>']);
  await app.user.select('Practice Looker');
  await app.user.signIn();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.row('ana.ruiz@acme.example').waitFor();
  const before = proxy.passed.filter((url) => url.endsWith('/api/token')).length;
  await app.user.refresh();
  await app.user.copyToken();
  await expect.poll(async () => desk.looker.isAccessTokenAlive(await readClipboard(app))).toBe(true);
  expect(before).toBe(1);
  expect(proxy.passed.filter((url) => url.endsWith('/api/token')).length).toBeGreaterThan(before);
});
