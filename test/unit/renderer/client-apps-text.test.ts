import { expect, test } from 'vitest';
import {
  askDeactivate,
  askDelete,
  askDisable,
  askInvalidate,
  clientAppsText,
  toActNotice,
  toName,
} from '#renderer/text/client-apps.ts';
import { toQuestion } from '#renderer/views/client-app-items.ts';
import { aClientApp, anAccount, anInstance } from '#support/views';

const stake = { app: aClientApp(), instance: 'Acme production', isOurs: false, signIns: 0 };
const questions = { askDisable, askDelete, askInvalidate };

test.each(Object.entries(questions))('%s names what dies, calmly', (_, ask) => {
  const question = ask(stake);
  expect(question.title).toMatch(/Daypass\?$/);
  expect(question.text.join(' ')).toMatch(/all users/);
  expect(question.text.join(' ')).not.toMatch(/!|undefined/);
});

test.each(Object.entries(questions))('%s counts what it costs here', (_, ask) => {
  expect(ask(stake).text.join(' ')).not.toMatch(/Daypass uses/);
  expect(ask({ ...stake, isOurs: true }).text.at(-1)).toMatch(/Nobody is signed in/);
  expect(ask({ ...stake, isOurs: true, signIns: 1 }).text.at(-1)).toMatch(
    /the sign-in of 1 account in Daypass ends/,
  );
  expect(ask({ ...stake, isOurs: true, signIns: 3 }).text.at(-1)).toMatch(
    /the sign-ins of 3 accounts in Daypass end/,
  );
});

test('invalidating says that yours are among them', () => {
  expect(askInvalidate({ ...stake, isOurs: true }).text[0]).toContain('yours included');
  expect(askInvalidate(stake).text[0]).not.toContain('yours');
});

test('deactivating names the person and that consent is asked again', () => {
  const { title, text } = askDeactivate('Ben Okafor', stake);
  expect(title).toBe('Deactivate Ben Okafor for the client Daypass?');
  expect(text.join(' ')).toMatch(/asks for consent again/);
});

test('a question is asked only where something ends', () => {
  const instance = anInstance({ accounts: [anAccount()] });
  const app = aClientApp();
  expect(toQuestion({ kind: 'enable' }, app, instance)).toBeNull();
  expect(toQuestion({ kind: 'activate-user', user: '1' }, app, instance)).toBeNull();
  for (const kind of ['disable', 'delete', 'invalidate-tokens'] as const) {
    expect(toQuestion({ kind }, app, instance)?.text.at(-1)).toMatch(/1 account in Daypass/);
  }
});

test('one’s own account is recognised by id and by e-mail when it is deactivated', () => {
  const instance = anInstance({ accounts: [anAccount()] });
  const ask = (user: string) => toQuestion({ kind: 'deactivate-user', user }, aClientApp(), instance);
  expect(ask('481')?.title).toContain('Ana Ruiz');
  expect(ask('481')?.text.at(-1)).toMatch(/1 account in Daypass/);
  expect(ask('ANA.RUIZ@acme.example')?.text.at(-1)).toMatch(/1 account in Daypass/);
  expect(ask('9')?.title).toContain('User 9');
  expect(ask('9')?.text.join(' ')).not.toMatch(/in Daypass/);
});

test('names fall back to ids', () => {
  expect(toName(aClientApp({ displayName: '' }))).toBe('daypass');
  expect(clientAppsText.user({ id: '5', name: null })).toBe('User 5');
  expect(clientAppsText.onlyGroup(null, '7')).toBe('Only group 7');
  expect(toActNotice({ kind: 'enable' })).toBe('Client enabled');
});
