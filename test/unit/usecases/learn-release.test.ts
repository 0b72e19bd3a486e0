import { describe, expect, test } from 'vitest';
import { aDraft, aGoogle, aKnownAccount, aLooker } from '#support/builders';
import { aDesk } from '#support/desk';
import { settle } from '#support/fakes/story';

describe('which release an instance is', () => {
  test('is asked without hurry when it is added, without a token', async () => {
    const desk = aDesk();
    desk.looker.release = '26.12.3';
    desk.adds(aDraft());
    expect(desk.view().instances[1]?.release).toBeNull();
    await settle();
    expect(desk.view().instances[1]?.release).toBe('26.12.3');
    expect(desk.looker.calls).toEqual([]);
  });

  test('is asked again with each sign-in, and kept', async () => {
    const desk = aDesk({ instances: [aLooker({ release: '26.8.1' })] });
    desk.looker.release = '26.12.3';
    await desk.signsIn();
    await settle();
    expect(desk.restart().view().instances[0]?.release).toBe('26.12.3');
  });

  test('is asked with a token where the instance wants one', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.looker.release = '26.12.3';
    desk.looker.versionsWantToken = true;
    await desk.inspection.inspect('ana');
    expect(desk.view().instances[0]?.release).toBe('26.12.3');
  });

  test('that is not told stays what was known', async () => {
    const desk = aDesk({ instances: [aLooker({ release: '26.8.1' })], accounts: [aKnownAccount()] });
    await desk.inspection.inspect('ana');
    expect(desk.view().instances[0]?.release).toBe('26.8.1');
    desk.server.trouble = { kind: 'offline', host: 'acme' };
    desk.adds(aDraft());
    await settle();
    expect(desk.view().instances[1]?.release).toBeNull();
  });

  test('nobody asks a provider that has none', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    await desk.signsIn(undefined, 'studio');
    await settle();
    expect(desk.api.asked).toEqual([]);
  });

  test('an instance removed meanwhile does not come back', async () => {
    const desk = aDesk();
    desk.looker.release = '26.12.3';
    const release = desk.story.hold('question asked');
    const added = desk.adds(aDraft());
    await desk.removesInstance(added.ok ? added.value.instanceId : '');
    await release();
    expect(desk.view().instances).toHaveLength(1);
  });
});
