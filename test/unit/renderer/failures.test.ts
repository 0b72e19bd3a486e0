import { expect, test } from 'vitest';
import { toFieldSentence } from '#renderer/text/field-problems.ts';
import { actionLabels, toFailureText } from '#renderer/text/failures.ts';
import type { Failure } from '#contract/bridge';
import { aFailureOfEachKind, aFieldProblemOfEachKind } from '#support/views';

const failures = Object.values(aFailureOfEachKind());

test.each(failures)('$kind has a title, a hint and at most one action the window knows', (failure) => {
  const { title, hint, action } = toFailureText(failure);
  expect(title.length).toBeGreaterThan(5);
  expect(hint.length).toBeGreaterThan(10);
  expect(action === null || action in actionLabels).toBe(true);
});

test.each(failures)('$kind speaks calmly: no exclamation mark, no full stop in the title', (failure) => {
  const { title, hint } = toFailureText(failure);
  expect(`${title} ${hint}`).not.toMatch(/!|undefined|null|\[object/);
  expect(title).not.toMatch(/\.$/);
  expect(hint).toMatch(/\.$/);
});

test('a shortcut that is taken has the names of its keys on this computer', () => {
  const refused = { kind: 'shortcut-refused', shortcut: 'CommandOrControl+Alt+U' } as const;
  expect(toFailureText(refused, 'linux').title).toBe('Ctrl Alt U could not be taken');
  expect(toFailureText(refused, 'mac').title).toBe('⌘⌥U could not be taken');
});

test('no two kinds share a title', () => {
  const titles = failures.map((failure) => toFailureText(failure).title);
  expect(new Set(titles).size).toBe(titles.length);
});

test('what a server said is kept apart, on one line, and cut at 200 characters', () => {
  const description = `first\nsecond\u202e\u0007 ${'x'.repeat(300)}`;
  const { said } = toFailureText({ kind: 'code-rejected', description });
  expect(said).toMatch(/^first second x+…$/);
  expect(said).toHaveLength(200);
});

test('a server that said only blanks said nothing', () => {
  expect(toFailureText({ kind: 'code-rejected', description: ' \n ' }).said).toBeNull();
});

test.each(Object.values(aFieldProblemOfEachKind()))(
  'the field problem $kind says what to type instead',
  (problem) => {
    expect(toFieldSentence(problem)).toMatch(/^[A-Z].+\.$/s);
  },
);

const clientId = '418000000001-desktop.apps.googleusercontent.com';

test.each([
  ['invalid_client', 'change-instance'],
  ['unauthorized_client', 'sign-in'],
  ['deleted_client', 'try-again'],
] as const)('a client of Google that is refused with %s leads to %s', (error, action) => {
  const text = toFailureText({ kind: 'client-rejected', clientId, error, description: null });
  expect(text.action).toBe(action);
  expect(text.hint).toMatch(new RegExp(`${clientId}.+\\.$`));
  expect(text.said).toBe(error);
});

test.each([
  ['admin_policy_enforced', 'API controls'],
  ['org_internal', 'account of that organisation'],
  ['access_denied', 'Test users'],
  ['something_new', 'Ask them'],
])('an account that is kept out by %s hears who can change that', (error, words) => {
  expect(toFailureText({ kind: 'access-blocked', error, description: null }).hint).toContain(words);
});

test.each(['broken-json', 'service-account', 'authorized-user', 'other-json'] as const)(
  'a file that is %s says which one is meant',
  (why) => {
    expect(toFailureText({ kind: 'import-unreadable', from: 'file', why }).hint).toMatch(/client.+\.$/);
  },
);

test('at Google nobody is sent to an API host, a port or an admin; at a Looker they are', () => {
  const hint = (failure: Failure) => toFailureText(failure).hint;
  const odd = { kind: 'provider-misbehaved', status: 200, what: 'html' } as const;
  const refused = { kind: 'provider-unreachable', reason: 'refused' } as const;
  const google = { host: 'oauth2.googleapis.com' };
  expect(`${hint({ ...odd, ...google })} ${hint({ ...refused, ...google })}`).not.toMatch(
    /host|port\b|address/,
  );
  const looker = { host: 'acme.looker.com:19999' };
  expect(hint({ ...odd, ...looker })).toContain('API host');
  expect(hint({ ...refused, ...looker })).toContain('Check the port');
  expect(hint({ kind: 'no-refresh-token' })).toContain('myaccount.google.com/permissions');
});
