import { expect, test } from 'vitest';
import { askForget, askRemoveAccount, askRemoveInstance, askRevoke } from '#renderer/text/dialogs.ts';
import { toVariableLines } from '#renderer/text/export-config.ts';
import { toEndedCauses, toEndFacts, toEndNote } from '#renderer/text/google-account.ts';
import { toAdminRequest, toReportTitle } from '#renderer/text/sign-out.ts';
import type { AccountView, Audience, InstanceView } from '#contract/bridge';
import { afternoon, aGoogleAccount, aGoogleInstance, anInstance, aSignOutReport, day } from '#support/views';

const signedInAt = afternoon - 2 * day;
const testing = aGoogleInstance({}, { audience: 'testing' });

function factsFor(audience: Audience, part: Partial<AccountView> = {}): readonly string[] {
  return toEndFacts(aGoogleAccount({ signedInAt, ...part }), aGoogleInstance({}, { audience }), afternoon);
}

test('a project in testing has an end, and the six months say nothing beside it', () => {
  expect(factsFor('testing', { signInEndsAt: signedInAt + 7 * day })).toEqual([
    'Ends by 20 September (seven days, because the project is in testing)',
  ]);
});

test('otherwise a sign-in ends when nobody uses it, and perhaps sooner where nobody said', () => {
  expect(factsFor('production')).toEqual(['Ends if unused until 15 March 2027 (six months)']);
  expect(factsFor('unknown')).toEqual([
    'If the project is in testing: ends by 20 September',
    'Ends if unused until 15 March 2027 (six months)',
  ]);
  expect(factsFor('unknown', { signedInAt: afternoon - 8 * day })).toHaveLength(1);
});

test('an end that is near is announced, with the passkey where one is needed', () => {
  const noteFor = (signInAgainBy: number | null, instance: InstanceView) =>
    toEndNote(aGoogleAccount({ signInAgainBy }), instance, afternoon);
  expect(noteFor(null, testing)).toBeNull();
  expect(noteFor(afternoon + day, testing)?.title).toBe('Sign in again by 16 September.');
  expect(noteFor(afternoon + day, testing)?.text).toContain('passkey');
  expect(noteFor(afternoon + day, anInstance())?.text).toContain('after about a month');
});

test('one that nobody uses is announced a week before', () => {
  const unused = aGoogleAccount({ unusedEndsAt: afternoon + 6 * day });
  expect(toEndNote(unused, aGoogleInstance(), afternoon)?.title).toBe('Use it by 21 September.');
});

function likelyFor(audience: Audience, part: Partial<AccountView>): readonly string[] {
  const causes = toEndedCauses(aGoogleAccount(part), aGoogleInstance({}, { audience }), afternoon);
  expect(causes.length).toBeGreaterThan(3);
  return causes.filter(({ isLikely }) => isLikely).map(({ text }) => text);
}

test.each([
  ['seven days in testing', 'testing', { signedInAt: afternoon - 8 * day }, /7 September.+14 September/],
  ['seven days, where nobody said', 'unknown', { signedInAt: afternoon - 7.5 * day }, /If the project/],
  [
    'six months without use',
    'production',
    { lastUsedAt: afternoon - 200 * day, unusedEndsAt: afternoon - 18 * day },
    /last used on 27 February/,
  ],
] as const)('likely: %s', (_, audience, part, words) => {
  const likely = likelyFor(audience, part);
  expect(likely).toHaveLength(1);
  expect(likely[0]).toMatch(words);
});

test('nothing is called likely without a reason', () => {
  expect(likelyFor('testing', { signedInAt: afternoon - 2 * day })).toEqual([]);
  expect(likelyFor('production', { signedInAt: afternoon - 8 * day })).toEqual([]);
});

test('giving up a sign-in for Google Ads is told to need a passkey; for Looker Studio not', () => {
  const studio = aGoogleInstance({}, { purpose: 'studio-read' });
  const account = aGoogleAccount();
  for (const ask of [askForget, askRevoke, askRemoveAccount]) {
    expect(ask(account, aGoogleInstance()).text.join(' ')).toContain('passkey');
    expect(ask(account, studio).text.join(' ')).not.toContain('passkey');
  }
});

test('a revocation names the project, or the client where it is not known', () => {
  expect(askRevoke(aGoogleAccount(), testing).text[0]).toContain('the Cloud project acme-reporting');
  const typed = aGoogleInstance({}, { projectId: null });
  expect(askRevoke(aGoogleAccount(), typed).text[0]).toContain('the Cloud project of this client');
});

test('removing at Google forgets here only, and says so', () => {
  expect(askRemoveAccount(aGoogleAccount(), testing).confirm).toBe('Forget and remove');
  const instance = aGoogleInstance({ accounts: [aGoogleAccount()] });
  expect(askRemoveInstance(instance).text[0]).toContain('At Google the sign-ins live on');
  expect(askRemoveInstance(testing).confirm).toBe('Remove instance');
});

test('a report is named after what was done, and says where to end what lives on', () => {
  const forgotten = aSignOutReport([{ kind: 'left-at-provider', until: null }]);
  expect(toReportTitle(forgotten, false, true)).toBe('Forgotten here at 13:09');
  expect(toAdminRequest(forgotten, aGoogleAccount(), testing)).toContain(
    'https://myaccount.google.com/permissions',
  );
  const revoked = aSignOutReport([{ kind: 'refresh-token-revoked' }]);
  expect(toReportTitle(revoked, false, true)).toBe('Revoked at Google, 13:09');
  expect(toAdminRequest(revoked, aGoogleAccount(), testing)).toBeNull();
});

test('a path in a variable is read as nothing but a path', () => {
  const { posix, powershell } = toVariableLines("/home/o'neil/$(x) a.json");
  expect(posix).toBe(`export GOOGLE_APPLICATION_CREDENTIALS='/home/o'\\''neil/$(x) a.json'`);
  expect(powershell).toBe(`$env:GOOGLE_APPLICATION_CREDENTIALS = '/home/o''neil/$(x) a.json'`);
});
