import { expect, test } from 'vitest';
import { Commands } from '#renderer/state/commands.svelte.ts';
import { WorkspaceChoice } from '#renderer/state/workspace-choice.svelte.ts';
import { FakeBridge } from '#support/fake-bridge';
import { aFailureOfEachKind, anAccount, anInstance, aView } from '#support/views';

const strayed = { wanted: 'dev', actual: 'production' } as const;

function aChoice(account = anAccount()): { main: FakeBridge; choice: WorkspaceChoice } {
  const main = new FakeBridge(aView({ instances: [anInstance({ accounts: [account] })] }));
  const shown = () => main.view?.instances[0]?.accounts[0] ?? account;
  return { main, choice: new WorkspaceChoice(new Commands(main), shown) };
}

test('what was chosen shows while main is asked', async () => {
  const { main, choice } = aChoice();
  const release = main.hold('setWorkspace');
  const chosen = choice.choose('dev');
  expect(choice.shown).toBe('dev');
  expect(choice.straysIn).toBeNull();
  release();
  await chosen;
});

test('what main refused is as it was', async () => {
  const { main, choice } = aChoice();
  main.when('setWorkspace', () => ({ ok: false, failure: aFailureOfEachKind()['workspace-not-set'] }));
  await choice.choose('dev');
  expect(choice.shown).toBe('production');
});

test('a token that is not where it is wanted is noticed; no token is nowhere', () => {
  expect(aChoice(anAccount({ workspace: strayed })).choice.straysIn).toBe('production');
  expect(aChoice(anAccount({ workspace: { wanted: 'dev', actual: null } })).choice.straysIn).toBeNull();
});
