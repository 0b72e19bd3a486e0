import { expect, test } from 'vitest';
import { checkReasons } from '#domain/google/health';
import { Commands } from '#renderer/state/commands.svelte.ts';
import { Inquiry } from '#renderer/state/inquiry.svelte.ts';
import { toReasonText } from '#renderer/text/health-reasons.ts';
import { toCustomerId, toHealthFacts, toWorksText } from '#renderer/text/health.ts';
import { FakeBridge } from '#support/fake-bridge';
import {
  aFailureOfEachKind,
  afternoon,
  aGoogleAccount,
  aGoogleDesk,
  aGoogleInstance,
  aHealth,
} from '#support/views';

const instance = aGoogleInstance();

test.each(checkReasons)('%s says what it means and who does what', (reason) => {
  for (const api of ['studio', 'ads'] as const) {
    const { title, means, todo, page } = toReasonText(reason, { instance, health: aHealth({ api }) });
    expect(title).toMatch(/^[A-Z2].+[^.]$/);
    for (const text of [means, todo]) {
      expect(text).toMatch(/^[A-Z].+\.$/s);
      expect(text).not.toMatch(/!|undefined|null|\[object/);
    }
    if (page !== null) expect(page).toMatch(/^https:\/\/[a-z.]+\.google\.com/);
  }
});

test('no two reasons share a title', () => {
  const titles = checkReasons.map((reason) => toReasonText(reason, { instance, health: aHealth() }).title);
  expect(new Set(titles).size).toBe(titles.length);
});

test.each([
  [
    'studio',
    'https://console.cloud.google.com/apis/library/datastudio.googleapis.com?project=acme-reporting',
  ],
  ['ads', 'https://console.cloud.google.com/apis/library/googleads.googleapis.com?project=acme-reporting'],
] as const)('the API for %s is enabled on its own page, in the right project', (api, page) => {
  const text = toReasonText('api-disabled', { instance, health: aHealth({ api }) });
  expect(text.page).toBe(page);
  expect(text.means).toContain('acme-reporting');
});

test('a missing level is told with all levels, a missing permission with the manager account', () => {
  const levels = toReasonText('project-not-approved', { instance, health: aHealth() });
  expect(levels.items?.join(' ')).toMatch(/Test.+Explorer.+Basic.+Standard/);
  expect(levels.page).toBe('https://console.cloud.google.com/google/ads-apis/overview');
  expect(toReasonText('user-permission-denied', { instance, health: aHealth() }).todo).toContain(
    'login customer id',
  );
  expect(toReasonText('version-unknown', { instance, health: aHealth() })).toMatchObject({
    title: 'Google does not know version v26 of the Google Ads API',
    action: 'change-instance',
  });
});

test('an empty list of reports is fine, consumer accounts are not', () => {
  const works = { kind: 'works', customers: [] } as const;
  expect(toWorksText(aHealth({ api: 'studio', check: works })).text).toContain('empty list would be fine');
  const refused = toReasonText('not-allowed', { instance, health: aHealth({ api: 'studio' }) });
  expect(refused.means).toContain('gmail.com, cannot use it');
});

test('customers are written as Google Ads writes them', () => {
  expect(toCustomerId('1234567890')).toBe('123-456-7890');
});

test('the facts say whose client it is, and tell words and scopes apart', () => {
  const other = { ...aHealth().token!, clientId: '99-other.apps.googleusercontent.com' };
  const facts = toHealthFacts(
    aHealth({ isOurs: false, token: other, missingScopes: ['https://www.googleapis.com/auth/adwords'] }),
    aGoogleAccount(),
    instance,
    afternoon,
  );
  const linesOf = (name: string) => facts.find((fact) => fact.name === name)?.lines;
  expect(linesOf('Issued to')).toEqual([
    { text: 'Another client', raw: '99-other.apps.googleusercontent.com' },
  ]);
  expect(linesOf('Not granted')).toEqual([
    { text: 'Google Ads access', raw: 'https://www.googleapis.com/auth/adwords' },
  ]);
  expect(linesOf('Ends')).toEqual([{ text: '13:52 · 42 min left' }]);
});

test('a check keeps its last answer while it asks again, and asks once at a time', async () => {
  const main = new FakeBridge(aGoogleDesk());
  const commands = new Commands(main);
  const check = new Inquiry(() => commands.ask('checkHealth', { accountId: 'ana-ads' }));
  await check.ask();
  const release = main.hold('checkHealth');
  const asked = check.ask();
  await check.ask();
  expect(check.answer?.check.kind).toBe('works');
  main.when('checkHealth', () => ({ ok: false, failure: aFailureOfEachKind().offline }));
  release();
  await asked;
  expect(check.failure?.kind).toBe('offline');
  expect(check.answer).toBeNull();
  expect(main.inputsOf('checkHealth')).toHaveLength(2);
});
