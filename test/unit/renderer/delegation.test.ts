import { expect, test } from 'vitest';
import { compareDelegated } from '#renderer/state/delegated.ts';
import { toSheet, toSheetText } from '#renderer/text/hand-off.ts';
import { aGoogleInstance, googleClientId } from '#support/google-views';

const read = 'https://www.googleapis.com/auth/datastudio.readonly';
const profile = 'https://www.googleapis.com/auth/userinfo.profile';
const asked = { clientId: googleClientId, scopes: `${read},${profile}` };
const instance = aGoogleInstance({}, { purpose: 'studio-read' });

test('the sheet holds what an admin has to enter, exactly, and the way there', () => {
  const text = toSheetText(instance);
  for (const fact of [
    googleClientId,
    `${read},${profile}`,
    'https://admin.google.com/ac/owl/domainwidedelegation',
    'Menu > Security > Access and data control > API controls > Manage Domain Wide Delegation > Add new',
    'super administrator',
    'Additional Google services',
    '24 hours',
    'every user of your organisation',
    'no consent dialog appears',
    'Error 400: invalid_scope',
  ]) {
    expect(text).toContain(fact);
  }
});

test('it reads in a mail: headings, steps, indented code, no leftovers', () => {
  const text = toSheetText(instance);
  expect(text).toMatch(/^# Looker Studio \/ Data Studio: .+\n\n## What is asked\n\n/);
  expect(text).toMatch(/\n1\. Open the page above/);
  expect(text).toContain(`\n    ${googleClientId}\n`);
  expect(text).not.toMatch(/undefined|null|\[object|!/);
});

test('only the wider scope is said to change things', () => {
  const manage = toSheetText(aGoogleInstance({}, { purpose: 'studio-manage' }));
  expect(manage).toContain('purged for good');
  expect(toSheetText(instance)).toContain('nothing can be changed');
});

test('there is none for Google Ads', () => {
  expect(toSheet(aGoogleInstance())).toBeNull();
});

test('what was entered right is right in any order and form', () => {
  const none = { missing: [], extra: [], otherClients: [] };
  expect(compareDelegated(asked, `${profile}, ${read}`)).toEqual(none);
  expect(
    compareDelegated(asked, `Client ID\n${googleClientId}\nOAuth scopes\n"${read}"\n${profile}\n`),
  ).toEqual(none);
});

test('nothing pasted is no answer', () => {
  expect(compareDelegated(asked, ' \n')).toBeNull();
});

test('missing, needless and mistyped scopes are named', () => {
  const manage = 'https://www.googleapis.com/auth/datastudio';
  expect(compareDelegated(asked, `${manage},openid`)).toEqual({
    missing: [read, profile],
    extra: [manage, 'openid'],
    otherClients: [],
  });
  expect(compareDelegated(asked, `${read}/,${profile}`)?.missing).toEqual([read]);
});

test('another client is named', () => {
  const other = '418000000009-other.apps.googleusercontent.com';
  expect(compareDelegated(asked, `${other} ${asked.scopes}`)?.otherClients).toEqual([other]);
});
