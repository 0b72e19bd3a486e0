// The stand-in for the desktop's xdg-open, called as a program calls it.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openInbox, type BrowserInbox } from '#support/browser-inbox';

const run = promisify(execFile);
let inbox: BrowserInbox;

beforeEach(async () => {
  inbox = await openInbox();
});
afterEach(() => inbox.close());

function open(url: string, extra: Record<string, string> = {}): Promise<unknown> {
  return run('xdg-open', [url], { env: { ...process.env, ...inbox.env, ...extra } });
}

test('an address arrives unchanged', async () => {
  const url = "https://acme.example/auth?a=1&b=%20'x'&state=ü*$HOME#top";
  await open(url);
  expect(await inbox.next(1000)).toBe(url);
});

test('addresses arrive in order, also when somebody waits already', async () => {
  const first = inbox.next(2000);
  await open('https://one.example/');
  await open('https://two.example/');
  await open('https://three.example/');
  expect(await first).toBe('https://one.example/');
  expect(await inbox.countWaiting()).toBe(2);
  expect([await inbox.next(100), await inbox.next(100)]).toEqual([
    'https://two.example/',
    'https://three.example/',
  ]);
});

test('waiting ends when nothing comes', async () => {
  await expect(inbox.next(50)).rejects.toThrow('Nothing was opened in the browser within 50 ms.');
});

test('a desktop without a browser fails with exit code 4', async () => {
  await expect(open('https://one.example/', { BROWSER_INBOX_FAILS: '1' })).rejects.toMatchObject({ code: 4 });
  expect(await inbox.countWaiting()).toBe(0);
});

test('closing leaves nothing behind', async () => {
  await open('https://one.example/');
  await inbox.close();
  expect(existsSync(inbox.folder)).toBe(false);
});
