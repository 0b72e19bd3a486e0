import '#support/fakes/without-electron';
import { describe, expect, test } from 'vitest';
import { commands as contract } from '#contract/commands';
import { defaultSettings } from '#domain/settings';
import { createCommandTable } from '#electron/command-table';
import { ana, aClientAppForm, aDraft, aKnownAccount } from '#support/builders';
import { aDesk } from '#support/desk';
import { settle } from '#support/fakes/story';

function aDeskWithCommands() {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  /** Where the windows were sent. */
  const shown: (string | null)[] = [];
  const windows = {
    showMain: (accountId: string | null) => void shown.push(accountId),
    closeQuick: () => void shown.push('closed'),
    isWatched: () => false,
  };
  return { desk, shown, commands: createCommandTable(desk, windows) };
}

describe('the commands of the window', () => {
  test('adding, signing in, copying and removing work through them', async () => {
    const { desk, commands } = aDeskWithCommands();
    const added = await commands.addInstance({ ...aDraft({ redirectPort: '50000' }), provider: 'looker' });
    if (!added.ok) throw new Error(added.failure.kind);
    const { instanceId } = added.value;
    expect(await commands.startSignIn({ instanceId, accountId: null })).toMatchObject({ ok: true });
    await desk.clock.pass(0);
    desk.receiver.latest.receive({ code: 'x' });
    await desk.clock.pass(0);
    const account = desk.accountsAt(instanceId)[0];
    expect(await commands.copyToken({ accountId: account?.id ?? '', format: 'token' })).toMatchObject({
      ok: true,
    });
    expect(await commands.removeInstance({ instanceId, evenIfWaiting: false })).toEqual({
      ok: true,
      value: {},
    });
    expect(desk.accountsAt(instanceId)).toEqual([]);
  });

  test('a renewal answers that it worked, not with what', async () => {
    const { commands } = aDeskWithCommands();
    expect(await commands.renewToken({ accountId: 'ana' })).toEqual({ ok: true, value: {} });
    expect(await commands.signOut({ accountId: 'ana', everywhere: false })).toEqual({ ok: true, value: {} });
  });

  test('a key, a workspace, a look at the token and a sheet go through them as well', async () => {
    const { desk, commands } = aDeskWithCommands();
    const { keyId, keySecret } = desk.server.addKey(ana);
    const added = await commands.addApiKey({ instanceId: 'acme', keyId, keySecret });
    if (!added.ok) throw new Error(added.failure.kind);
    const { accountId } = added.value;
    expect(await commands.setWorkspace({ accountId, workspace: 'dev' })).toEqual({ ok: true, value: {} });
    expect(await commands.inspectAccount({ accountId })).toMatchObject({ value: { workspace: 'dev' } });
    expect(await commands.checkRegistration({ instanceId: 'acme' })).toMatchObject({ ok: true });
    expect(await commands.copyText({ text: 'Please' })).toEqual({ ok: true, value: {} });
    expect(desk.clipboard.text).toBe('Please');
  });

  test('an import goes through them, from the clipboard to an account', async () => {
    const { desk, commands } = aDeskWithCommands();
    const { keyId, keySecret } = desk.server.addKey(ana);
    desk.clipboard.text = `[x]\nbase_url=https://b.looker.com\nclient_id=${keyId}\nclient_secret=${keySecret}\n`;
    const preview = await commands.previewImport({});
    if (!preview.ok) throw new Error(preview.failure.kind);
    const { importId } = preview.value;
    expect(await commands.runImport({ importId, chosen: [0] })).toMatchObject({
      value: { outcomes: [{ index: 0, failure: null }] },
    });
    expect(await commands.discardImport({ importId })).toEqual({ ok: true, value: {} });
    expect(await commands.runImport({ importId, chosen: [0] })).toMatchObject({
      failure: { kind: 'import-over' },
    });
  });

  test('all of Google goes through them: a client, a sign-in, its health, its files, and forgetting', async () => {
    const { desk, commands } = aDeskWithCommands();
    const { clientId, clientSecret } = desk.google.registers('4074087-x.apps.googleusercontent.com');
    const chosen = { scopes: '', redirectUri: '', audience: 'internal' } as const;
    desk.clipboard.text = JSON.stringify({ installed: { client_id: clientId, client_secret: clientSecret } });
    const preview = await commands.previewImport({});
    const importId = preview.ok ? preview.value.importId : '';
    const imported = await commands.addImportedGoogleInstance({
      importId,
      name: 'Studio',
      purpose: 'studio-read',
      ...chosen,
    });
    const typed = { clientType: 'desktop', clientId, clientSecret, projectId: '' } as const;
    const added = await commands.addGoogleInstance({ ...typed, ...chosen, name: 'Ads', purpose: 'ads' });
    if (!added.ok) throw new Error(added.failure.kind);
    const { instanceId } = added.value;
    const { id: accountId } = await desk.signsIn(ana, instanceId);
    const wish = {
      accountId,
      format: 'java',
      developerToken: '',
      loginCustomerId: '',
      linkedCustomerId: '',
    } as const;
    const answers = {
      previewImport: preview,
      addImportedGoogleInstance: imported,
      addGoogleInstance: added,
      checkHealth: await commands.checkHealth({ accountId }),
      previewConfig: await commands.previewConfig(wish),
      saveConfig: await commands.saveConfig(wish),
      copyConfig: await commands.copyConfig(wish),
      changeGoogleInstance: await commands.changeGoogleInstance({
        instanceId,
        name: 'Google Ads',
        redirectUri: '',
        audience: 'testing',
        adsApiVersion: 'v27',
        clientSecret: '',
      }),
      forgetAccount: await commands.forgetAccount({ accountId }),
    };
    for (const [name, answer] of Object.entries(answers)) {
      if (!answer.ok) throw new Error(`${name}: ${answer.failure.kind}`);
      const { output } = contract[name as keyof typeof answers];
      expect(output.safeParse(answer.value).error?.issues ?? []).toEqual([]);
    }
    expect(desk.view().instances.map(({ name }) => name)).toEqual([
      'Acme production',
      'Studio',
      'Google Ads',
    ]);
    expect(desk.vault.records.has(accountId)).toBe(false);
  });

  test('what each of them answers is what the contract says', async () => {
    const { desk, commands } = aDeskWithCommands();
    desk.looker.knows(ana, { isAdmin: true });
    desk.looker.registers();
    const form = aClientAppForm();
    const answers = {
      checkAddress: await commands.checkAddress({ provider: 'looker', address: 'acme.looker.com' }),
      inspectAccount: await commands.inspectAccount({ accountId: 'ana' }),
      readClientApps: await commands.readClientApps({ accountId: 'ana' }),
      saveClientApp: await commands.saveClientApp({ accountId: 'ana', form }),
      checkRegistration: await commands.checkRegistration({ instanceId: 'acme' }),
      saveSheet: await commands.saveSheet({ instanceId: 'acme', text: 'Please' }),
    };
    for (const [name, answer] of Object.entries(answers)) {
      if (!answer.ok) throw new Error(`${name}: ${answer.failure.kind}`);
      expect(
        contract[name as keyof typeof answers].output.safeParse(answer.value).error?.issues ?? [],
      ).toEqual([]);
    }
  });

  test('a failure comes through as it is', async () => {
    const { commands } = aDeskWithCommands();
    expect(await commands.renewToken({ accountId: 'gone' })).toEqual({
      ok: false,
      failure: { kind: 'account-unknown' },
    });
  });

  test('settings are saved and kept', async () => {
    const { desk, commands } = aDeskWithCommands();
    const settings = { ...defaultSettings, theme: 'dark', clearClipboardAfterSeconds: 10 } as const;
    expect(await commands.saveSettings(settings)).toMatchObject({ ok: true });
    await settle();
    expect(desk.file.content.settings).toEqual(settings);
  });

  test('from the quick copy the main window opens at the account, and the small one closes', async () => {
    const { commands, shown } = aDeskWithCommands();
    await commands.showMainWindow({ accountId: 'ana' });
    await commands.closeQuickCopy({});
    expect(shown).toEqual(['ana', 'closed']);
  });

  test('an account is pinned, kept fresh, paused and locked through them', async () => {
    const { desk, commands } = aDeskWithCommands();
    await commands.setPinned({ accountId: 'ana', isPinned: true });
    await commands.setKeepFresh({ accountId: 'ana', keepFresh: 'always' });
    await commands.pauseRenewals({ isPaused: true });
    await commands.lockApp({});
    expect(desk.view()).toMatchObject({ isLocked: true, renewals: { isPaused: true } });
    expect(desk.accountOf()).toMatchObject({ isPinned: true, keepFresh: 'always' });
    await commands.unlockApp({});
    expect(desk.view().isLocked).toBe(false);
  });
});
