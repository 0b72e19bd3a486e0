// The test's end of the stand-in xdg-open: what an app asked the desktop to open arrives here.
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inCheckout } from '#support/checkout';

/** An inbox for addresses. */
export type BrowserInbox = {
  readonly folder: string;
  /** Environment for the app under test: the stand-in comes first on the PATH. */
  readonly env: Readonly<Record<string, string>>;
  /** The oldest address not yet taken; rejects when none arrives in time. */
  next(timeoutMs: number): Promise<string>;
  /** How many addresses wait. */
  countWaiting(): Promise<number>;
  close(): Promise<void>;
};

const standIn = inCheckout('test/support/xdg-open');
const pollMs = 20;

async function listWaiting(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.url')).sort();
}

async function takeOldest(folder: string): Promise<string | undefined> {
  const [oldest] = await listWaiting(folder);
  if (oldest === undefined) return undefined;
  const path = join(folder, oldest);
  const url = await readFile(path, 'utf8');
  await rm(path);
  return url;
}

async function waitForNext(folder: string, timeoutMs: number): Promise<string> {
  const end = performance.now() + timeoutMs;
  do {
    const url = await takeOldest(folder);
    if (url !== undefined) return url;
    await delay(pollMs);
  } while (performance.now() < end);
  throw new Error(`Nothing was opened in the browser within ${timeoutMs} ms.`);
}

/** Makes an empty inbox in a temporary folder. */
export async function openInbox(): Promise<BrowserInbox> {
  const folder = await mkdtemp(join(tmpdir(), 'browser-inbox-'));
  await chmod(standIn, 0o755);
  return {
    folder,
    env: {
      PATH: `${join(standIn, '..')}${delimiter}${process.env['PATH'] ?? ''}`,
      BROWSER_INBOX: folder,
    },
    next: (timeoutMs) => waitForNext(folder, timeoutMs),
    countWaiting: async () => (await listWaiting(folder)).length,
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
