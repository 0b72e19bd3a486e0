// The real app in the real Electron, as a person would have started it: its own profile folder, the desktop's
// keyring, and a stand-in xdg-open first on the PATH. Nothing in the product knows that it is watched.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { checkout } from '#support/checkout';

export type RunningApp = {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** Everything the app wrote to its output so far. */
  readonly output: () => string;
  /** Quits as the menu does and waits for the process to be gone. */
  quit(): Promise<void>;
};

export type AppOptions = {
  readonly profile: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
};

export async function newProfile(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'daypass-profile-'));
}

export async function dropProfile(profile: string): Promise<void> {
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}

/** The command line of the app, for Playwright and for a plain start alike. */
export function appArguments({ profile, args = [] }: AppOptions): readonly string[] {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [...asRoot, checkout, `--user-data-dir=${profile}`, ...args];
}

export function electronProgram(): string {
  const program = process.env['DAYPASS_ELECTRON'];
  if (program === undefined)
    throw new Error('DAYPASS_ELECTRON is not set: start the tests through npm test.');
  return program;
}

export function appEnvironment({ env = {} }: AppOptions): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(inherited), ...env };
}

/** Playwright, on a busy machine, now and then misses the moment to attach to an app that is up already. */
const attachTries = 3;

async function launch(options: AppOptions, triesLeft = attachTries): Promise<ElectronApplication> {
  try {
    return await _electron.launch({
      executablePath: electronProgram(),
      args: [...appArguments(options)],
      env: appEnvironment(options),
      timeout: 20_000,
      // The app's own theme counts, not one that Playwright would put over it.
      colorScheme: null,
    });
  } catch (error) {
    if (triesLeft <= 1 || !(error instanceof Error) || error.name !== 'TimeoutError') throw error;
    console.warn('Playwright could not attach to the app; it is started once more.');
    return launch(options, triesLeft - 1);
  }
}

export async function startApp(options: AppOptions): Promise<RunningApp> {
  const electron = await launch(options);
  let output = '';
  electron.process().stdout?.on('data', (data: Buffer) => (output += data.toString()));
  electron.process().stderr?.on('data', (data: Buffer) => (output += data.toString()));
  const page = await electron.firstWindow();
  page.setDefaultTimeout(10_000);
  await page.waitForLoadState('domcontentloaded');
  return {
    electron,
    page,
    output: () => output,
    quit: () => electron.close(),
  };
}

/** What is on the system clipboard now. */
export function readClipboard({ electron }: Pick<RunningApp, 'electron'>): Promise<string> {
  return electron.evaluate(({ clipboard }) => clipboard.readText());
}

/** The person copies something in another program. */
export async function writeClipboard(
  { electron }: Pick<RunningApp, 'electron'>,
  text: string,
): Promise<void> {
  await electron.evaluate(({ clipboard }, words) => clipboard.writeText(words), text);
}
