import { describe, expect, test } from 'vitest';
import { defaultSettings } from '#domain/settings';
import { aKnownAccount } from '#support/builders';
import { aDesk } from '#support/desk';
import { settle } from '#support/fakes/story';
import { accountIn } from './fresh-desk';

const anaSignedIn = () => aDesk({ accounts: [aKnownAccount()] });
const unknown = { ok: false, failure: { kind: 'account-unknown' } };

describe('what a person wishes for an account', () => {
  test('is kept, also over a restart', async () => {
    const desk = anaSignedIn();
    desk.wishes.setPinned('ana', true);
    desk.wishes.setKeepFresh('ana', 'always');
    expect(accountIn(desk)).toMatchObject({ isPinned: true, keepFresh: 'always', isKeptFresh: true });
    await settle();
    expect(desk.restart().accountOf()).toMatchObject({ isPinned: true, keepFresh: 'always' });
  });

  test('that is not there comes to nothing', () => {
    const desk = anaSignedIn();
    expect(desk.wishes.setPinned('nobody', true)).toEqual(unknown);
    expect(desk.wishes.setKeepFresh('constructor', 'never')).toEqual(unknown);
  });

  test('survives signing out and in again', async () => {
    const desk = anaSignedIn();
    desk.wishes.setPinned('ana', true);
    desk.wishes.setKeepFresh('ana', 'never');
    await desk.signsOut();
    await desk.signsIn();
    expect(desk.accountOf()).toMatchObject({ isPinned: true, keepFresh: 'never' });
  });
});

describe('settings', () => {
  const wished = { ...defaultSettings, theme: 'dark', notifies: false } as const;

  test('are off where they would do something unasked', () => {
    expect(defaultSettings).toMatchObject({ startsAtLogin: false, quickCopyShortcut: null });
  });

  test('are saved, and the desktop does what they say', async () => {
    const desk = anaSignedIn();
    const settings = { ...wished, quickCopyShortcut: 'Alt+Space', startsAtLogin: true, startsHidden: true };
    expect(await desk.wishes.saveSettings(settings)).toEqual({ ok: true, value: undefined });
    expect(desk.view().settings).toEqual(settings);
    expect(desk.shell).toMatchObject({ shortcut: 'Alt+Space', login: { hidden: true } });
    await desk.wishes.saveSettings({ ...settings, quickCopyShortcut: null, startsAtLogin: false });
    expect(desk.shell).toMatchObject({ shortcut: null, login: null });
  });

  test('with a shortcut that another program has: the old one stays, the rest is saved', async () => {
    const desk = anaSignedIn();
    await desk.wishes.saveSettings({ ...wished, quickCopyShortcut: 'Alt+Space' });
    desk.shell.takesShortcuts = false;
    expect(await desk.wishes.saveSettings({ ...wished, theme: 'light', quickCopyShortcut: 'Alt+X' })).toEqual(
      { ok: false, failure: { kind: 'shortcut-refused', shortcut: 'Alt+X' } },
    );
    expect(desk.view().settings).toMatchObject({ theme: 'light', quickCopyShortcut: 'Alt+Space' });
    expect(desk.shell.shortcut).toBe('Alt+Space');
  });

  test('with a login item that the desktop refuses: that stays as it was, the rest is saved', async () => {
    const desk = anaSignedIn();
    desk.shell.takesLoginItems = false;
    expect(await desk.wishes.saveSettings({ ...wished, startsAtLogin: true, startsHidden: false })).toEqual({
      ok: false,
      failure: { kind: 'login-item-refused' },
    });
    expect(desk.view().settings).toMatchObject({ theme: 'dark', startsAtLogin: false, startsHidden: true });
  });

  test('that did not change are not asked of the desktop again', async () => {
    const desk = anaSignedIn();
    desk.shell.takesShortcuts = false;
    desk.shell.takesLoginItems = false;
    expect(await desk.wishes.saveSettings({ ...defaultSettings, forecasts: false })).toMatchObject({
      ok: true,
    });
  });

  test('of the last run count from the start', () => {
    const desk = aDesk({ settings: { quickCopyShortcut: 'Alt+Space' } });
    desk.wishes.applySettings();
    expect(desk.shell.shortcut).toBe('Alt+Space');
    expect(desk.view().shortcutTrouble).toBeNull();
  });

  test('with a shortcut that another program took since: it is said at the start, until she chooses another', async () => {
    const desk = aDesk({ settings: { quickCopyShortcut: 'Alt+Space' } });
    desk.shell.takesShortcuts = false;
    desk.wishes.applySettings();
    expect(desk.view().shortcutTrouble).toEqual({ kind: 'shortcut-refused', shortcut: 'Alt+Space' });
    const dark = { ...desk.view().settings, theme: 'dark' as const };
    expect(await desk.wishes.saveSettings(dark)).toMatchObject({ ok: true });
    expect(desk.view()).toMatchObject({ settings: dark, shortcutTrouble: { kind: 'shortcut-refused' } });
    desk.shell.takesShortcuts = true;
    await desk.wishes.saveSettings({ ...desk.view().settings, quickCopyShortcut: 'Alt+X' });
    expect(desk.view().shortcutTrouble).toBeNull();
  });

  test('to start at login are told to the desktop at each start, since an update may lie in another place', () => {
    const desk = aDesk({ settings: { startsAtLogin: true, startsHidden: true } });
    desk.shell.login = { hidden: false };
    desk.wishes.applySettings();
    expect(desk.shell.login).toEqual({ hidden: true });
  });

  test('to start at login do not put back what somebody took off the list of the desktop', () => {
    const desk = aDesk({ settings: { startsAtLogin: true } });
    desk.wishes.applySettings();
    expect(desk.shell.login).toBeNull();
  });
});

test('that there is no tray is told until it is put away, and then never again', async () => {
  const desk = anaSignedIn();
  expect(desk.store.get().catalog.told.noTray).toBe(false);
  desk.wishes.putNoteAway('no-tray');
  await settle();
  expect(desk.restart().store.get().catalog.told.noTray).toBe(true);
});
