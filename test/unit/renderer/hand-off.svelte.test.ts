import { expect, test } from 'vitest';
import type { RegistrationCheck } from '#contract/bridge';
import { Commands } from '#renderer/state/commands.svelte.ts';
import { HandOffPage } from '#renderer/state/hand-off.svelte.ts';
import { toSheet, toSheetText, toVerdict } from '#renderer/text/hand-off.ts';
import { FakeBridge } from '#support/fake-bridge';
import { aFailureOfEachKind, aHandOff, anInstance, aView } from '#support/views';

const failures = aFailureOfEachKind();
const instance = anInstance();

function aPage() {
  const main = new FakeBridge(aView());
  const said: string[] = [];
  const say = (text: string) => Promise.resolve(void said.push(text));
  return { main, said, page: new HandOffPage(new Commands(main), { say }) };
}

test('the sheet holds every fact an admin needs, exactly', () => {
  const text = toSheetText(instance);
  const { clientId, redirectUri, call, explorer, undo, body } = aHandOff();
  for (const fact of [clientId, redirectUri, call, explorer, undo, instance.uiOrigin]) {
    expect(text).toContain(fact);
  }
  expect(text.replace(/^ {4}/gm, '')).toContain(body);
  for (const word of ['group_id', '26.20', 'Manage OAuth Clients', 'PKCE', 'no secret', 'own rights']) {
    expect(text).toContain(word);
  }
});

test('the text reads in a mail: headings, lists, indented code, no leftovers', () => {
  const text = toSheetText(instance);
  expect(text).toMatch(/^# Registering Daypass at Acme production\n\n## What is asked\n\n/);
  expect(text).toMatch(/\n- The client has no secret/);
  expect(text).toMatch(/\n {4}POST https:/);
  expect(text).not.toMatch(/undefined|null|\[object|!/);
  expect(text.length).toBeLessThan(20_000);
});

test('the window and the text say the same', () => {
  const text = toSheetText(instance);
  const parts = toSheet(instance)?.sections.flatMap(({ title, parts }) => [
    title,
    ...parts.flatMap((part) => (part.kind === 'text' ? [part.text] : part.kind === 'list' ? part.items : [])),
  ]);
  for (const part of parts ?? []) expect(text).toContain(part);
});

test('the release is told where it is known', () => {
  expect(toSheetText(instance)).toContain('This instance says that it runs 26.12.3.');
  expect(toSheetText(anInstance({ release: null }))).not.toContain('This instance says');
});

test('where nothing has to be registered there is no sheet', () => {
  expect(toSheet(anInstance({ handOff: null }))).toBeNull();
  expect(toSheetText(anInstance({ handOff: null }))).toBe('');
});

test('copying and saving hand over the same text, and say so', async () => {
  const { main, said, page } = aPage();
  await page.copy(instance);
  await page.save(instance);
  const text = toSheetText(instance);
  expect(main.inputsOf('copyText')).toEqual([{ text }]);
  expect(main.inputsOf('saveSheet')).toEqual([{ instanceId: 'acme', text }]);
  expect(said).toEqual(['Sheet copied, ready to paste into a mail', 'Sheet saved']);
});

test('who cancels the saving hears nothing', async () => {
  const { main, said, page } = aPage();
  main.when('saveSheet', () => ({ ok: true, value: { isSaved: false } }));
  await page.save(instance);
  expect(said).toEqual([]);
  expect(page.failureOf('sheet')).toBeNull();
});

test('a file that cannot be written is a failure of the sheet, not of the check', async () => {
  const { main, page } = aPage();
  main.when('saveSheet', () => ({ ok: false, failure: failures['file-not-saved'] }));
  await page.save(instance);
  expect(page.failureOf('sheet')).toEqual(failures['file-not-saved']);
  expect(page.failureOf('check')).toBeNull();
});

test('a check that fails takes the earlier verdict away', async () => {
  const { main, page } = aPage();
  await page.ask(instance);
  expect(page.check?.verdict).toBe('registered');
  main.when('checkRegistration', () => ({ ok: false, failure: failures.offline }));
  await page.ask(instance);
  expect(page.check).toBeNull();
  expect(page.failureOf('check')).toEqual(failures.offline);
});

const verdicts: readonly RegistrationCheck['verdict'][] = [
  'registered',
  'disabled',
  'uri-differs',
  'not-registered',
  'not-refused',
];

test.each(verdicts)('%s is said in words, with how it is known', (verdict) => {
  const said = toVerdict({ verdict, by: 'api', registeredUris: [] }, instance);
  expect(said.text).toMatch(/\.$/);
  expect(said.how).toMatch(/an account of this instance/);
  expect(toVerdict({ verdict, by: 'sign-in-page', registeredUris: [] }, instance).how).toMatch(
    /sign-in page/,
  );
  expect(said.canSignIn).toBe(verdict === 'registered' || verdict === 'not-refused');
});
