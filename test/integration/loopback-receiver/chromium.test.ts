// The receiver against a real browser: a page that even knows the state cannot finish a sign-in from inside of it, the
// provider's redirect can, and leaves no code behind (SO15, SO16, SO23, SO25).
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { answerSoFar, openWaiting, type Waiting } from './door';

/** A site of its own: the name leads to this computer. */
const foreignHost = 'provider.example';

let browser: Browser;
let page: Page;
let site: Server;
let answerOfSite: { status: number; headers: Record<string, string>; body: string };

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env['DAYPASS_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      `--host-resolver-rules=MAP ${foreignHost} 127.0.0.1`,
      '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  site = createServer((_request, response) => {
    response.writeHead(answerOfSite.status, answerOfSite.headers).end(answerOfSite.body);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await browser.close();
  site.close();
});
beforeEach(async () => {
  const context = await browser.newContext();
  page = await context.newPage();
  return () => context.close();
});

function siteUrl(): string {
  return `http://${foreignHost}:${(site.address() as AddressInfo).port}/`;
}

function callbackUrl({ port, target }: Waiting): string {
  return `http://127.0.0.1:${port}${target}`;
}

/** Shows a page of the foreign site. */
async function showPage(body: string): Promise<void> {
  const headers = { 'content-type': 'text/html' };
  answerOfSite = { status: 200, headers, body: `<!doctype html><title>x</title>${body}` };
  await page.goto(siteUrl());
}

/** How the receiver answered each request, by its `via`: heard from Node itself, the browser hides some of it. */
function watchAnswers(): ReadonlyMap<string, number> {
  const answers = new Map<string, number>();
  const listen = (message: unknown): void => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const via = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('via');
    if (via !== null) answers.set(via, response.statusCode);
  };
  subscribe('http.server.response.finish', listen);
  onTestFinished(() => void unsubscribe('http.server.response.finish', listen));
  return answers;
}

describe('a page that knows the state and tries from inside', () => {
  const attempts: Readonly<Record<string, (url: string) => string>> = {
    image: (url) => `<img src="${url}">`,
    frame: (url) => `<iframe src="${url}"></iframe>`,
    object: (url) => `<object data="${url}"></object>`,
    script: (url) => `<script src="${url}"></script>`,
    style: (url) => `<link rel="stylesheet" href="${url}">`,
    sound: (url) => `<audio src="${url}" autoplay preload="auto"></audio>`,
    prefetch: (url) => `<link rel="prefetch" href="${url}">`,
    'blind-fetch': (url) => `<script>fetch("${url}", { mode: 'no-cors' })</script>`,
    'reading-fetch': (url) => `<script>fetch("${url}").catch(() => 0)</script>`,
    xhr: (url) => `<script>x = new XMLHttpRequest(); x.open('GET', "${url}"); x.send()</script>`,
    events: (url) => `<script>new EventSource("${url}")</script>`,
    beacon: (url) => `<script>navigator.sendBeacon("${url}")</script>`,
    post: (url) => `<iframe name="f"></iframe><form method="post" target="f" action="${url}"></form>
      <script>document.forms[0].submit()</script>`,
  };

  test('SO13, SO15, SO16: every way is refused and none uses the sign-in up; the redirect still does', async () => {
    const waiting = await openWaiting();
    const answers = watchAnswers();
    const tries = Object.entries(attempts);
    await showPage(tries.map(([via, toBody]) => toBody(`${callbackUrl(waiting)}&via=${via}`)).join(''));
    const names = tries.map(([via]) => via).sort();
    await expect.poll(() => [...answers.keys()].sort(), { timeout: 8000 }).toEqual(names);
    const notFound = Object.fromEntries(names.map((via) => [via, 404]));
    expect(Object.fromEntries(answers)).toEqual({ ...notFound, beacon: 405, post: 405 });
    expect(await answerSoFar(waiting)).toBeNull();
    await page.goto(callbackUrl(waiting));
    expect(await answerSoFar(waiting)).toBe('genuine-code');
  });

  test('SO16: a look ahead by speculation rules does not use the sign-in up', async () => {
    const waiting = await openWaiting();
    const urls = [callbackUrl(waiting)];
    const rules = JSON.stringify({
      prefetch: [{ urls, eagerness: 'immediate' }],
      prerender: [{ urls, eagerness: 'immediate' }],
    });
    await showPage(`<script type="speculationrules">${rules}</script>`);
    expect(await answerSoFar(waiting, 500)).toBeNull();
    await page.goto(callbackUrl(waiting));
    expect(await answerSoFar(waiting)).toBe('genuine-code');
  });
});

describe('the redirect of the provider', () => {
  test('SO15, SO25: it is taken, and neither the address bar nor the history keeps the code', async () => {
    const waiting = await openWaiting();
    await showPage('the page before');
    answerOfSite = { status: 302, headers: { location: callbackUrl(waiting) }, body: '' };
    await page.goto(`${siteUrl()}auth`);
    await page.waitForLoadState('load');
    expect(await answerSoFar(waiting)).toBe('genuine-code');
    expect(page.url()).toBe(`http://127.0.0.1:${waiting.port}/signed-in`);
    expect(await page.locator('h1').innerText()).toBe('Back to Daypass');
    const cdp = await page.context().newCDPSession(page);
    const { entries } = await cdp.send('Page.getNavigationHistory');
    expect(entries.length).toBeGreaterThan(1);
    expect(JSON.stringify(entries)).not.toMatch(/code=|genuine-code|state=/);
    expect(
      await page.evaluate(() => [location.href, document.referrer, document.title].join()),
    ).not.toContain('code');
  });

  test('SO25: going back and forward never brings the code back', async () => {
    const waiting = await openWaiting();
    await showPage('the page before');
    answerOfSite = { status: 302, headers: { location: callbackUrl(waiting) }, body: '' };
    await page.goto(`${siteUrl()}auth`);
    answerOfSite = { status: 200, headers: { 'content-type': 'text/html' }, body: 'the page before' };
    await page.goBack();
    expect(page.url()).not.toContain('code=');
    await page.goForward().catch(() => null);
    expect(page.url()).not.toContain('code=');
    expect(await answerSoFar(waiting)).toBe('genuine-code');
  });

  test('SO23, SO24: the page it ends on is styled, logs no complaint and asks nobody for anything', async () => {
    const waiting = await openWaiting();
    const complaints: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(callbackUrl(waiting));
    await delay(200);
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).display)).toBe('grid');
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
    expect(asked.filter((path) => path !== '/favicon.ico')).toEqual(['/callback', '/signed-in']);
  });

  test('SO23: hostile words in an error run nothing and are not shown', async () => {
    const waiting = await openWaiting();
    const words = encodeURIComponent('<img src=x onerror="document.title=1">');
    await page.goto(
      `http://127.0.0.1:${waiting.port}/callback?error=access_denied&error_description=${words}&state=${waiting.state}`,
    );
    await delay(100);
    expect(await page.title()).toBe('Not signed in');
    expect(await page.content()).not.toContain('onerror');
    expect(await answerSoFar(waiting)).toBe('access_denied');
  });
});
