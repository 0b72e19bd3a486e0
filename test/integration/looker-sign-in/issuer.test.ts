// The issuer in the answer, against mix-up between servers (SO29, RFC 9207).
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { askBrowser, createClient, failureOf, newRequest, signIn, tokenRequests } from '../whole-app/parts';

let looker: PracticeLooker;
beforeEach(async () => {
  looker = await startCheckedLooker({ switches: { sendsIss: true } });
});
afterEach(() => looker.close());

/** Everything that is nearly the issuer. */
function toVariants(issuer: string): string[] {
  const url = new URL(issuer);
  const { host, hostname, port } = url;
  const otherPort = Number(port) === 65_535 ? 1 : Number(port) + 1;
  return [
    `${issuer}/`,
    `${issuer}//`,
    `${issuer}/auth`,
    `${issuer}/.`,
    `${issuer}?`,
    `${issuer}#`,
    `${issuer}?x=1`,
    `${issuer}#x`,
    ` ${issuer}`,
    `${issuer} `,
    `${issuer}\t`,
    `${issuer}\n`,
    `${issuer}\u0000`,
    `${issuer}%00`,
    `${issuer}.`,
    `\ufeff${issuer}`,
    `${issuer}\u200b`,
    issuer.toUpperCase(),
    issuer.replace('http:', 'HTTP:'),
    issuer.replace('http:', 'https:'),
    issuer.replace('http:', 'ftp:'),
    issuer.replace('http://', ''),
    issuer.replace('http://', '//'),
    issuer.replace('http://', 'http:/'),
    issuer.replace('http://', 'http:\\\\'),
    issuer.replace('http://', 'http://user@'),
    issuer.replace('http://', 'http://x.'),
    `http://${hostname}`,
    `http://${hostname}:`,
    `http://${hostname}:0${port}`,
    `http://${hostname}:${otherPort}`,
    `http://${hostname}.:${port}`,
    `http://localhost:${port}`,
    `http://[::1]:${port}`,
    `http://[::ffff:127.0.0.1]:${port}`,
    `http://2130706433:${port}`,
    `http://127.1:${port}`,
    `http://0x7f.0.0.1:${port}`,
    `http://127.0.0.2:${port}`,
    `http://${hostname}@attacker.example:${port}`,
    `http://attacker.example/${host}`,
    `https://attacker.example?${issuer}`,
    'https://attacker.example',
    encodeURIComponent(issuer),
    encodeURIComponent(encodeURIComponent(issuer)),
    issuer.replace('127', '%3127'),
    issuer.replace('127', '１２７'),
    `"${issuer}"`,
    `['${issuer}']`,
    `${issuer},${issuer}`,
    'null',
    'undefined',
    '0',
    issuer.split('').reverse().join(''),
  ];
}

test('SO29: a Looker that sends its own issuer is believed', async () => {
  const client = createClient();
  expect((await signIn(client, newRequest(client, looker))).ok).toBe(true);
});

test.each(['code', 'error'])(
  'SO29: with one of 50 issuers that are nearly right, a %s counts for nothing',
  async (kind) => {
    const client = createClient();
    const request = newRequest(client, looker);
    const answer = await askBrowser(client, request, { consent: kind === 'code' ? 'approve' : 'deny' });
    expect(answer.get('iss')).toBe(looker.uiOrigin);
    expect(answer.has(kind)).toBe(true);
    const variants = toVariants(looker.uiOrigin);
    expect(new Set(variants).size).toBeGreaterThanOrEqual(50);
    for (const iss of variants) {
      const tampered = new URLSearchParams(answer);
      tampered.set('iss', iss);
      const sent = new URL(`http://127.0.0.1/callback?${tampered.toString()}`).searchParams;
      expect({ iss, failure: failureOf(client.oauth.judge(request, sent)) }).toEqual({
        iss,
        failure: { kind: 'issuer-mismatch', expected: looker.uiOrigin },
      });
    }
    expect(tokenRequests(looker)).toEqual([]);
  },
);

test('SO29: where a provider is known to send its issuer, an answer without one counts for nothing', async () => {
  looker.switches.sendsIss = false;
  const client = createClient();
  const request = newRequest(client, looker, { issuerInAnswer: 'exact' });
  const answer = await askBrowser(client, request);
  expect(answer.has('iss')).toBe(false);
  expect(failureOf(client.oauth.judge(request, answer)).kind).toBe('issuer-mismatch');
});

test('SO29: where it is only checked if sent, an answer without one is taken', async () => {
  looker.switches.sendsIss = false;
  const client = createClient();
  const request = newRequest(client, looker);
  expect(client.oauth.judge(request, await askBrowser(client, request)).ok).toBe(true);
});
