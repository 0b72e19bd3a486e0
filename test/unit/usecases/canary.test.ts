// Every secret of the fakes carries a mark. Whatever a user does, the mark turns up in vault and clipboard only.
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ana, aClientAppForm, ben, minutes, seconds } from '#support/builders';
import { configFormats } from '#domain/config-files/format';
import { aDesk, type Desk } from '#support/desk';
import { canary } from '#support/fakes/server';
import { settle } from '#support/fakes/story';

/** Everything that leaves the main process or touches the disk in the clear, as text. */
function watch(desk: Desk): () => string {
  const seen: string[] = [];
  const note = (value: unknown): void => {
    seen.push(JSON.stringify(value), inspect(structuredClone(value), { depth: 20, showHidden: true }));
  };
  desk.views.listen(note);
  desk.store.subscribe((state) => {
    note(state);
    note(desk.view());
  });
  return () => [...seen, JSON.stringify(desk.file.versions), ...desk.log.lines].join('\n');
}

async function aWholeDay(desk: Desk): Promise<unknown[]> {
  const answers: unknown[] = [];
  const keep = (answer: unknown): void => void answers.push(answer);
  desk.server.isRotating = true;
  const first = await desk.signsIn(ana);
  keep(await desk.copies(first.id));
  await desk.clock.pass(seconds(50));
  const second = await desk.signsIn(ben);
  keep(await desk.refreshes(first.id));
  desk.vault.writeTrouble = { kind: 'keychain-locked' };
  keep(await desk.refreshes(second.id));
  desk.vault.writeTrouble = null;
  desk.server.trouble = { kind: 'offline', host: 'acme' };
  keep(await desk.refreshes(first.id));
  await desk.clock.pass(minutes(70));
  keep(await desk.copies(second.id));
  desk.server.trouble = null;
  desk.looker.knows(ana, { isAdmin: true });
  desk.looker.registers();
  const key = desk.server.addKey(ana);
  const added = await desk.addsKey(key);
  keep(added);
  const keyAccount = added.ok ? added.value.accountId : '';
  keep(await desk.addsKey({ ...key, keySecret: desk.server.secret('mistyped') }));
  keep(await desk.setWorkspace(keyAccount, 'dev'));
  keep(await desk.inspection.inspect(keyAccount));
  keep(await desk.clientApps.read(keyAccount));
  keep(await desk.clientApps.save(keyAccount, aClientAppForm()));
  keep(await desk.checkRegistration('acme'));
  await imports(desk, keep);
  const refused = await desk.startSignIn();
  await refused.browserAnswers({ error: 'access_denied', error_description: 'no' });
  const abandoned = await desk.startSignIn();
  desk.signIn.cancel('acme');
  await abandoned.browserAnswers();
  desk.server.trouble = { kind: 'offline', host: 'acme' };
  keep(await desk.signOuts.signOut(first.id, { everywhere: true }));
  await desk.clock.pass(minutes(1));
  desk.server.trouble = null;
  await desk.clock.pass(minutes(5));
  keep(await desk.signOuts.endAll(first.id));
  keep(await desk.signOuts.signOut(keyAccount));
  keep(await desk.removes(second.id));
  await atGoogle(desk, keep);
  await desk.clock.pass(minutes(10));
  return answers;
}

/** A client from its file, one typed in, a sign-in, its files, its health, and both ways out. */
async function atGoogle(desk: Desk, keep: (answer: unknown) => void): Promise<void> {
  const choices = { scopes: '', redirectUri: '', audience: 'testing' } as const;
  const { clientId, clientSecret } = desk.google.registers('407408718192-x.apps.googleusercontent.com');
  const file = {
    client_id: clientId,
    client_secret: clientSecret,
    token_uri: `https://${clientSecret}.example`,
  };
  desk.clipboard.text = JSON.stringify({ installed: file });
  const preview = await desk.imports.previewClipboard();
  keep(preview);
  const importId = preview.ok ? preview.value.importId : '';
  const added = await desk.googleClients.addImported(importId, { ...choices, name: 'Ads', purpose: 'ads' });
  keep(added);
  const instanceId = added.ok ? added.value.instanceId : '';
  const typed = { clientType: 'desktop', clientId, clientSecret, projectId: '' } as const;
  keep(await desk.googleClients.addTyped(typed, { ...choices, name: 'Studio', purpose: 'studio-read' }));
  keep(
    await desk.googleClients.addTyped(
      { ...typed, clientSecret: `${clientSecret} x` },
      { ...choices, name: 'X', purpose: 'ads' },
    ),
  );
  desk.google.grants = 'openid';
  const { id } = await desk.signsIn(ana, instanceId);
  await settle();
  keep(await desk.refreshes(id));
  keep(await desk.checkHealth(id));
  for (const format of configFormats) {
    const wish = { format, developerToken: clientSecret, loginCustomerId: '', linkedCustomerId: '' };
    keep(desk.configFiles.preview(id, wish));
    keep(await desk.configFiles.save(id, wish));
    keep(await desk.configFiles.copy(id, wish));
  }
  const change = { name: 'Ads', redirectUri: '', audience: 'internal', adsApiVersion: 'v27' } as const;
  keep(await desk.googleClients.change(instanceId, { ...change, clientSecret: desk.server.secret('wrong') }));
  keep(await desk.refreshes(id));
  keep(await desk.signOuts.signOut(id));
  keep(await desk.googleClients.change(instanceId, { ...change, clientSecret }));
  const again = await desk.signsIn(ana, instanceId);
  keep(await desk.signOuts.forgetHere(again.id));
  keep(await desk.removesInstance(instanceId));
}

async function imports(desk: Desk, keep: (answer: unknown) => void): Promise<void> {
  const { keyId, keySecret } = desk.server.addKey(ben);
  desk.clipboard.text = [
    `[good]\nbase_url=https://b.looker.com\nclient_id=${keyId}\nclient_secret=${keySecret}`,
    `[bad]\nbase_url=https://b.looker.com\nclient_id=${keyId}\nclient_secret=${keySecret} and more`,
    `[odd]\n${keySecret}\nbase_url=https://${keySecret}@c.looker.com\nclient_id=x\nclient_secret=${keySecret}`,
  ].join('\n');
  const preview = await desk.imports.previewClipboard();
  keep(preview);
  if (preview.ok) keep(await desk.importKeys.run(preview.value.importId, [0, 1, 2]));
  desk.clipboard.text = '';
}

describe('over a whole day', () => {
  test('no view, no line of the log and no version of the catalog holds a secret', async () => {
    const desk = aDesk();
    const seen = watch(desk);
    await aWholeDay(desk);
    expect(seen().length).toBeGreaterThan(10_000);
    expect(desk.files.savedPrivately.map(({ text }) => text).join()).toContain(canary);
    expect(seen()).not.toContain(canary);
  });

  test('no command answers with a secret', async () => {
    const answers = await aWholeDay(aDesk());
    expect(JSON.stringify(answers)).not.toContain(canary);
    expect(inspect(answers, { depth: 20, showHidden: true })).not.toContain(canary);
  });

  test('nothing is left on the clipboard', async () => {
    const desk = aDesk();
    await aWholeDay(desk);
    expect(desk.clipboard.text).not.toContain(canary);
  });
});

test('the watch would see a secret if there was one', async () => {
  const desk = aDesk();
  const seen = watch(desk);
  const account = await desk.signsIn();
  desk.instances.change('acme', {
    name: desk.vault.tokenOf(account.id) ?? '',
    clientId: 'daypass',
    redirectPort: '48517',
  });
  expect(seen()).toContain(canary);
});
