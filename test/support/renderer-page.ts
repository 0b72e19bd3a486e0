// The built renderer in a real browser: served with the product's policy headers, over a fake main process that
// lives in the test. Each page counts what the policy had to block.
import { createReadStream, existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { chromium, type Browser, type Page } from 'playwright';
import { build } from 'vite';
import { commandNames, fileCommand, quickCommands, type CommandName } from '#contract/names';
import type { View } from '#contract/bridge';
import { FakeBridge } from '#support/fake-bridge';

const policy = [
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'none'",
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  "require-trusted-types-for 'script'; trusted-types svelte-trusted-html",
].join('; ');

const types: Partial<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

const sourceDir = join(import.meta.dirname, '../../src-renderer');
const outDir = join(import.meta.dirname, '../../out/test-renderer');

/** Builds once per state of the sources: every test file after the first finds it ready. */
async function buildRenderer(): Promise<void> {
  if ((await newestChange(sourceDir)) < (await builtAt())) return;
  await build({
    configFile: false,
    logLevel: 'error',
    root: sourceDir,
    base: './',
    plugins: [svelte()],
    build: { outDir, emptyOutDir: true, target: 'chrome130', modulePreload: false, assetsInlineLimit: 0 },
  });
}

async function newestChange(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true });
  const changes = await Promise.all(entries.map(async (entry) => (await stat(join(folder, entry))).mtimeMs));
  return Math.max(...changes);
}

async function builtAt(): Promise<number> {
  return stat(join(outDir, 'index.html')).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

async function serve(): Promise<{ server: Server; origin: string }> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(outDir, path === '/' ? 'index.html' : path);
    void stat(file).then(
      () => {
        const type = types[extname(file)] ?? 'application/octet-stream';
        response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
        createReadStream(file).pipe(response);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

export type Size = { readonly width: number; readonly height: number };
export type Look = {
  readonly theme?: 'light' | 'dark';
  readonly size?: Size;
  readonly motion?: boolean;
  /** The small window instead of the main one: its size, its page, its commands. */
  readonly isQuick?: boolean;
};

const mainSize: Size = { width: 1120, height: 720 };
const quickSize: Size = { width: 560, height: 420 };

export type AppWindow = {
  readonly page: Page;
  readonly main: FakeBridge;
  readonly blocked: readonly string[];
};

export type Renderer = {
  /** Opens a window whose main process shows this view; null: none yet. */
  open(view: View | null, look?: Look): Promise<AppWindow>;
  close(): Promise<void>;
};

export async function startRenderer(): Promise<Renderer> {
  await buildRenderer();
  const { server, origin } = await serve();
  const system = '/usr/bin/chromium';
  const browser = await chromium.launch({
    ...(existsSync(system) ? { executablePath: system } : {}),
    args: ['--no-sandbox'],
  });
  return {
    async open(view, look) {
      // One window at a time: those of earlier tests would go on ticking.
      await Promise.all(browser.contexts().map((context) => context.close()));
      return openWindow(browser, origin, view, look);
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

async function openWindow(
  browser: Browser,
  origin: string,
  view: View | null,
  { theme = 'light', isQuick = false, size = isQuick ? quickSize : mainSize, motion = false }: Look = {},
): Promise<AppWindow> {
  const context = await browser.newContext({
    colorScheme: theme,
    viewport: size,
    reducedMotion: motion ? 'no-preference' : 'reduce',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  if (view !== null) await page.clock.install({ time: view.now });
  const main = new FakeBridge(view);
  const blocked: string[] = [];
  page.on('pageerror', (error) => blocked.push(`error: ${error.message}`));
  await page.exposeFunction('fakeCall', async (name: CommandName, input: never) => main.call(name, input));
  await page.exposeFunction('fakeBlocked', (what: string) => blocked.push(what));
  await page.addInitScript(installBridge, {
    names: isQuick ? quickCommands : commandNames.filter((name) => name !== fileCommand),
    view,
  });
  await page.goto(isQuick ? `${origin}/#quick` : origin);
  main.onView(
    (next) => void page.evaluate((shown) => window.fakeMain.show(shown), next).catch(() => undefined),
  );
  main.onRequest((request) => void page.evaluate((asked) => window.fakeMain.request(asked), request));
  return { page, main, blocked };
}

/** What the page's globals hold while a test runs. */
type PageGlobals = {
  fakeCall(name: string, input: unknown): Promise<unknown>;
  fakeBlocked(what: string): Promise<void>;
  fakeMain: { show(view: unknown): void; request(request: unknown): void };
};
declare const window: globalThis.Window & PageGlobals;

/** Runs in the page, as the preload would: only listed names, only plain data. */
function installBridge({ names, view }: { names: readonly string[]; view: unknown }): void {
  const viewListeners = new Set<(view: unknown) => void>();
  const requestListeners = new Set<(request: unknown) => void>();
  let latest = view;
  const listenTo = (listeners: Set<(value: unknown) => void>, listener: (value: unknown) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  window.fakeMain = {
    show: (next) => {
      latest = next;
      for (const listener of viewListeners) listener(next);
    },
    request: (request) => {
      for (const listener of requestListeners) listener(request);
    },
  };
  const bridge = {
    call: (name: string, input: unknown) =>
      names.includes(name) ? window.fakeCall(name, input) : Promise.reject(new Error(`No command ${name}`)),
    previewFile: (file: File) => window.fakeCall('previewImportFile', { path: `/home/ana/${file.name}` }),
    onView: (listener: (view: unknown) => void) => {
      if (latest !== null) listener(latest);
      return listenTo(viewListeners, listener);
    },
    onRequest: (listener: (request: unknown) => void) => listenTo(requestListeners, listener),
  };
  Object.defineProperty(window, 'daypass', { value: bridge });
  document.addEventListener('securitypolicyviolation', (event) => {
    void window.fakeBlocked(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
}
