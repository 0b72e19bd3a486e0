import { expect, test } from 'vitest';
import { toAdminRequest, toSignOutText } from '#renderer/text/sign-out.ts';
import type { SignOutLine } from '#contract/bridge';
import { afternoon, aKeyAccount, anAccount, anInstance, aSignOutReport } from '#support/views';

type LineOfEachKind = { readonly [K in SignOutLine['kind']]: Extract<SignOutLine, { kind: K }> };

const lines: LineOfEachKind = {
  'everywhere-ended': { kind: 'everywhere-ended' },
  'everywhere-refused': { kind: 'everywhere-refused' },
  'access-token-dead': { kind: 'access-token-dead' },
  'access-token-alive': { kind: 'access-token-alive' },
  'access-token-unchecked': { kind: 'access-token-unchecked' },
  'older-tokens-dead': { kind: 'older-tokens-dead', count: 1 },
  'older-tokens-unchecked': { kind: 'older-tokens-unchecked', count: 3 },
  'earlier-tokens-unchecked': { kind: 'earlier-tokens-unchecked', until: afternoon },
  'no-access-token': { kind: 'no-access-token' },
  'refresh-token-dead': { kind: 'refresh-token-dead' },
  'refresh-token-revoked': { kind: 'refresh-token-revoked' },
  'refresh-token-alive': { kind: 'refresh-token-alive', until: null },
  'refresh-token-unchecked': { kind: 'refresh-token-unchecked', until: afternoon },
  'left-at-provider': { kind: 'left-at-provider', until: afternoon },
  'also-ended': { kind: 'also-ended', accountId: 'ana', outcome: 'dead' },
  'api-key-lives': { kind: 'api-key-lives', keyId: 'key-1' },
  queued: { kind: 'queued' },
  'forgotten-here': { kind: 'forgotten-here' },
  'not-forgotten-here': { kind: 'not-forgotten-here', failure: { kind: 'keychain-locked' } },
};

const place = { now: afternoon, nameOf: () => 'Ana Ruiz at Google Ads' };

test.each(Object.values(lines))('$kind is one or two whole sentences', (line) => {
  const { text } = toSignOutText(line, place);
  expect(text).toMatch(/^[A-Z].+\.$/);
  expect(text).not.toMatch(/!|undefined|null|\[object/);
});

test('one earlier token is not called tokens', () => {
  expect(toSignOutText({ kind: 'older-tokens-unchecked', count: 1 }, place).text).toContain('token before');
  expect(toSignOutText(lines['older-tokens-unchecked'], place).text).toContain('3 access tokens');
});

test('an admin is asked only for what is still open, with the ids they need', () => {
  const open = aSignOutReport([lines['access-token-dead'], lines['refresh-token-alive']]);
  expect(toAdminRequest(open, anAccount(), anInstance())).toContain('deactivate user 481');
  const done = aSignOutReport([lines['access-token-dead'], lines['refresh-token-dead']]);
  expect(toAdminRequest(done, anAccount(), anInstance())).toBeNull();
  const key = aSignOutReport([lines['api-key-lives']]);
  expect(toAdminRequest(key, aKeyAccount(), anInstance())).toMatch(/delete the API key Qm7R.+user 481/);
});
