// What the browser gets to see: constant bytes, and headers that allow nothing (SO23, SO24, SO31).
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { navigate, openWaiting } from './door';

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  'javascript:alert(1)',
  '</title><svg onload=alert(1)>',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  '{{constructor.constructor("alert(1)")()}}',
  '<!--#exec cmd="id"-->',
  '\r\nSet-Cookie: a=b\r\n\r\n<h1>split</h1>',
  '\u0000\u202e\ufeff<b>',
  '<meta http-equiv=refresh content="0;url=https://attacker.example">',
  'https://attacker.example/?' + 'a'.repeat(700),
];

/** Everything the browser gets for one answer: the redirect and the page. */
async function wholeStory(kind: 'code' | 'error', value: string): Promise<readonly [string, string]> {
  const waiting = await openWaiting();
  const query = new URLSearchParams({ [kind]: value, state: waiting.state });
  for (const name of ['error_description', 'error_uri', 'scope', 'iss', 'x', value.slice(0, 40)])
    query.set(name, value);
  const redirect = await navigate(waiting, `/callback?${query.toString()}`, [
    `Referer: ${encodeURI(value)}`,
    'Cookie: a=b',
  ]);
  const page = await navigate(waiting, '/signed-in');
  return [redirect.text, page.text];
}

test.each(['code', 'error'] as const)(
  'SO23: for a %s all bytes are the same, whatever hostile words come with it',
  async (kind) => {
    const stories = new Set<string>();
    for (const value of ['harmless', ...hostile]) {
      const [redirect, page] = await wholeStory(kind, value);
      expect(redirect).toMatch(/^HTTP\/1\.1 303 /);
      expect(page).toMatch(/^HTTP\/1\.1 200 /);
      stories.add(redirect + page);
    }
    expect(stories.size).toBe(1);
  },
);

test('SO23: there is one page for success and one for an error, and they differ', async () => {
  const [, success] = await wholeStory('code', 'x');
  const [, error] = await wholeStory('error', 'access_denied');
  expect(success).toContain('Back to Daypass');
  expect(error).toContain('Not signed in');
  expect(error).not.toContain('access_denied');
});

test.each(['code', 'error'] as const)(
  'SO23: the page after a %s loads nothing, runs nothing and leads nowhere',
  async (kind) => {
    const [, page] = await wholeStory(kind, 'x');
    expect(page).not.toMatch(/<(?:a|script|img|link|form|iframe|object|base|button|input)\b/i);
    expect(page).not.toMatch(/https?:|\bsrc=|\bhref=|url\(|@import|\son\w+=/i);
  },
);

const common = [
  'Cache-Control: no-store',
  'Referrer-Policy: no-referrer',
  'X-Content-Type-Options: nosniff',
  'X-Frame-Options: DENY',
  'Cross-Origin-Opener-Policy: same-origin',
  'Cross-Origin-Resource-Policy: same-origin',
  'Connection: close',
];
const plain = [
  'Content-Type: text/plain; charset=utf-8',
  "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
  ...common,
];

test('SO24: the page carries exactly these headers, and its style is allowed by hash alone', async () => {
  const [, text] = await wholeStory('code', 'x');
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  expect(head.split('\r\n')).toEqual([
    'HTTP/1.1 200 OK',
    'Content-Type: text/html; charset=utf-8',
    `Content-Security-Policy: ${policy}`,
    ...common,
    `Content-Length: ${body.length}`,
  ]);
  expect(style).not.toBe('');
});

test('SO24: the redirect and the refusals carry exactly these headers', async () => {
  const waiting = await openWaiting();
  const notFound = await navigate(waiting, '/');
  expect(notFound.head.split('\r\n')).toEqual(['HTTP/1.1 404 Not Found', ...plain, 'Content-Length: 10']);
  const redirect = await navigate(waiting);
  expect(redirect.head.split('\r\n')).toEqual([
    'HTTP/1.1 303 See Other',
    ...plain,
    'Location: /signed-in',
    'Content-Length: 0',
  ]);
});

test('SO24: nobody is told that another site may read an answer', async () => {
  const waiting = await openWaiting();
  for (const line of ['Origin: http://attacker.example', 'Access-Control-Request-Private-Network: true']) {
    const { head } = await navigate(waiting, '/', [line]);
    expect(head).not.toMatch(/access-control|timing-allow/i);
  }
});
