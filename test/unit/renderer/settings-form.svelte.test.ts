import { expect, test } from 'vitest';
import { Commands } from '#renderer/state/commands.svelte.ts';
import { SettingsForm } from '#renderer/state/settings-form.svelte.ts';
import { FakeBridge } from '#support/fake-bridge';
import { aFailureOfEachKind, aView } from '#support/views';

function aForm(): { main: FakeBridge; form: SettingsForm } {
  const view = aView();
  const main = new FakeBridge(view);
  return { main, form: new SettingsForm(new Commands(main), view.settings) };
}

const failures = aFailureOfEachKind();
const shortcut = 'CommandOrControl+Shift+Y';

test('two quick changes do not undo each other', async () => {
  const { main, form } = aForm();
  await Promise.all([form.save({ theme: 'dark' }), form.save({ notifies: false })]);
  expect(main.view?.settings).toMatchObject({ theme: 'dark', notifies: false });
});

test('a shortcut that is refused stays as it was, with the reason; other changes made meanwhile stay', async () => {
  const { main, form } = aForm();
  main.when('saveSettings', ({ quickCopyShortcut }) =>
    quickCopyShortcut === null
      ? { ok: true, value: {} }
      : { ok: false, failure: failures['shortcut-refused'] },
  );
  const saved = form.save({ quickCopyShortcut: shortcut });
  expect(form.current.quickCopyShortcut).toBe(shortcut);
  form.current = { ...form.current, theme: 'dark' };
  await saved;
  expect(form.current).toMatchObject({ quickCopyShortcut: null, theme: 'dark' });
  expect(form.shortcutFailure?.kind).toBe('shortcut-refused');
  expect(form.otherFailure).toBeNull();
  await form.save({ theme: 'light' });
  expect(form.shortcutFailure).toBeNull();
});

test('a refused start at login is said there, anything else at the foot', async () => {
  const { main, form } = aForm();
  main.when('saveSettings', () => ({ ok: false, failure: failures['login-item-refused'] }));
  await form.save({ startsAtLogin: true });
  expect([form.loginFailure?.kind, form.otherFailure]).toEqual(['login-item-refused', null]);
  main.when('saveSettings', () => ({ ok: false, failure: failures['catalog-not-saved'] }));
  await form.save({ theme: 'dark' });
  expect(form.otherFailure?.kind).toBe('catalog-not-saved');
});
