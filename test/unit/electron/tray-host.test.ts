import { expect, test } from 'vitest';
import { watchTrayHost } from '#electron/tray-host';
import { settle } from '#support/fakes/story';

/** A desktop whose panel comes up after so many seconds; time passes as fast as it is waited for. */
function aDesktop(panelAfterSeconds: number) {
  let waited = 0;
  let looks = 0;
  return {
    waited: () => waited,
    looks: () => looks,
    look: async () => {
      looks += 1;
      return Promise.resolve(waited >= panelAfterSeconds * 1000);
    },
    pause: async (milliseconds: number) => {
      waited += milliseconds;
      await Promise.resolve();
    },
  };
}

async function watch(desktop: ReturnType<typeof aDesktop>) {
  let found = 0;
  const isThere = await watchTrayHost(() => (found += 1), desktop);
  for (let turn = 0; turn < 50; turn += 1) await settle();
  return { isThere, found };
}

test('a tray that is there is used at once, and nobody looks again', async () => {
  const desktop = aDesktop(0);
  expect(await watch(desktop)).toEqual({ isThere: true, found: 0 });
  expect(desktop.looks()).toBe(1);
});

test.each([1, 8, 90])(
  'a panel that comes up %d seconds after a start at login is found, once (anchors 3.12)',
  async (seconds) => {
    const desktop = aDesktop(seconds);
    expect(await watch(desktop)).toEqual({ isThere: false, found: 1 });
    expect(desktop.waited()).toBeLessThanOrEqual((seconds + 30) * 1000);
  },
);

test('a desktop without a tray is asked eighteen times in three minutes, and then left alone', async () => {
  const desktop = aDesktop(Infinity);
  expect(await watch(desktop)).toEqual({ isThere: false, found: 0 });
  expect(desktop.looks()).toBe(18);
  expect(desktop.waited()).toBe(176_000);
});
