import '#support/fakes/without-electron';
import { describe, expect, test } from 'vitest';
import { createCommandTable } from '#electron/command-table';
import { aDraft, aKnownAccount } from '#support/builders';
import { aDesk } from '#support/desk';
import { settle } from '#support/fakes/story';

function aDeskWithCommands() {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  return { desk, commands: createCommandTable(desk) };
}

describe('the commands of the window', () => {
  test('adding, signing in, copying and removing work through them', async () => {
    const { desk, commands } = aDeskWithCommands();
    const added = await commands.addInstance(aDraft({ redirectPort: '50000' }));
    if (!added.ok) throw new Error(added.failure.kind);
    const { instanceId } = added.value;
    expect(await commands.startSignIn({ instanceId, accountId: null })).toMatchObject({ ok: true });
    await desk.clock.pass(0);
    desk.receiver.latest.receive({ code: 'x' });
    await desk.clock.pass(0);
    const account = desk.accountsAt(instanceId)[0];
    expect(await commands.copyToken({ accountId: account?.id ?? '' })).toMatchObject({ ok: true });
    expect(await commands.removeInstance({ instanceId })).toEqual({ ok: true, value: {} });
    expect(desk.accountsAt(instanceId)).toEqual([]);
  });

  test('a renewal answers that it worked, not with what', async () => {
    const { commands } = aDeskWithCommands();
    expect(await commands.renewToken({ accountId: 'ana' })).toEqual({ ok: true, value: {} });
    expect(await commands.signOut({ accountId: 'ana' })).toEqual({ ok: true, value: {} });
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
    const settings = { theme: 'dark', clearClipboardAfterSeconds: 10, keepInTray: false } as const;
    expect(await commands.saveSettings(settings)).toMatchObject({ ok: true });
    await settle();
    expect(desk.file.content.settings).toEqual(settings);
  });
});
