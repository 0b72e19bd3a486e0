/* eslint-disable */
import { afterAll, beforeAll, test } from 'vitest';
import { startRenderer, type Renderer, type AppWindow } from '#support/renderer-page';
import {
  aBusyDesk,
  aView,
  anInstance,
  anAccount,
  aSignIn,
  activeFor,
  minute,
  day,
  second,
  afternoon,
  aSignOutReport,
  aFoundAddress,
  aFailureOfEachKind,
} from '#support/views';
let r: Renderer;
beforeAll(async () => {
  r = await startRenderer();
});
afterAll(async () => {
  await r.close();
});
const f = aFailureOfEachKind();
const one = (account: any = {}, inst: any = {}, view: any = {}) =>
  aView({
    instances: [anInstance({ accounts: [anAccount(account)], ...inst }), ...aBusyDesk().instances.slice(1)],
    ...view,
  });
const click =
  (name: string) =>
  async ({ page }: AppWindow) => {
    await page.getByRole('button', { name }).first().click();
  };
type Scene = [string, any, ((w: AppWindow) => Promise<void>)?];
const scenes: Scene[] = [
  ['busy', aBusyDesk()],
  [
    'loading',
    null,
    async ({ page }) => {
      await page.waitForTimeout(500);
    },
  ],
  ['welcome', aView()],
  ['ending', one({ state: activeFor(58 * second), signInEndsAt: afternoon + 3 * day })],
  ['resting', one({ state: { kind: 'resting' }, scope: null })],
  ['renewing', one({ state: { kind: 'renewing', issuedAt: null, expiresAt: null } })],
  [
    'waiting',
    one({ state: { kind: 'waiting', failure: f['provider-busy'], retryAt: afternoon + 3 * minute } }),
  ],
  [
    'needs',
    one({ state: { kind: 'needs-sign-in', failure: { kind: 'sign-in-expired', interrupted: false } } }),
  ],
  [
    'locked',
    one(
      { state: { kind: 'locked', failure: f['keychain-locked'] } },
      {},
      { vault: { kind: 'trouble', name: 'GNOME Keyring', failure: f['keychain-locked'] } },
    ),
  ],
  [
    'trouble',
    one(
      { state: activeFor(12 * minute, f['provider-unreachable']) },
      {},
      { vault: { kind: 'memory-only', name: 'memory' }, catalogTrouble: f['catalog-not-saved'] },
    ),
  ],
  [
    'signedout',
    one({
      state: { kind: 'signed-out' },
      signOut: aSignOutReport([
        { kind: 'access-token-dead' },
        { kind: 'refresh-token-alive', until: afternoon + 20 * day },
        { kind: 'forgotten-here' },
      ]),
    }),
  ],
  [
    'signedout2',
    one({
      state: { kind: 'signed-out' },
      signOut: aSignOutReport(
        [
          { kind: 'access-token-unchecked' },
          { kind: 'refresh-token-unchecked', until: null },
          { kind: 'not-forgotten-here', failure: { kind: 'keychain-locked' } },
        ],
        f['provider-unreachable'],
      ),
    }),
  ],
  ['instance', aView({ instances: [anInstance({ apiOrigin: 'https://acme.cloud.looker.com:19999' })] })],
  ['strip', aView({ instances: [anInstance({ signIn: aSignIn({ kind: 'under-way', step: 'answer' }) })] })],
  [
    'strip-help',
    aView({ instances: [anInstance({ signIn: aSignIn({ kind: 'under-way', step: 'answer' }) })] }),
    async ({ page }) => {
      await page.getByText('What does the browser show?').click();
    },
  ],
  [
    'strip-failed',
    aView({
      instances: [
        anInstance({ signIn: aSignIn({ kind: 'failed', step: 'exchange', failure: f['client-rejected'] }) }),
      ],
    }),
  ],
  [
    'strip-port',
    one(
      {},
      { signIn: aSignIn({ kind: 'failed', step: 'receiver', failure: f['port-taken'] }, { port: null }) },
    ),
  ],
  [
    'strip-done',
    one(
      {},
      {
        signIn: aSignIn({
          kind: 'done',
          accountId: 'ana',
          displayName: 'Ana Ruiz',
          outcome: 'another-person',
        }),
      },
    ),
  ],
  ['copied', one(), click('Copy token')],
  [
    'menu',
    one(),
    async (w) => {
      await click('More for this account')(w);
      await w.page.getByRole('menu').waitFor();
    },
  ],
  [
    'confirm',
    one(),
    async (w) => {
      await click('Sign out…')(w);
      await w.page.getByRole('alertdialog').waitFor();
    },
  ],
  [
    'settings',
    one(),
    async (w) => {
      await click('Settings')(w);
      await w.page.getByRole('dialog').waitFor();
    },
  ],
  [
    'add',
    one(),
    async (w) => {
      await click('Add an instance')(w);
      await w.page.getByRole('dialog').waitFor();
    },
  ],
  [
    'add-found',
    one(),
    async (w) => {
      w.main.when('checkAddress', () => ({
        ok: true,
        value: aFoundAddress({
          entered: 'https://looker.acme.example',
          uiOrigin: 'https://acme.cloud.looker.com',
          apiOrigin: 'https://acme.cloud.looker.com:19999',
          differs: true,
        }),
      }));
      await click('Add an instance')(w);
      const d = w.page.getByRole('dialog');
      await d.getByLabel('Name').fill('Acme');
      await d.getByLabel('Address').fill('looker.acme.example');
      await d.getByRole('button', { name: 'Check' }).click();
      await w.page.waitForTimeout(300);
    },
  ],
  [
    'add-errors',
    one(),
    async (w) => {
      w.main.when('addInstance', () => ({
        ok: false,
        failure: {
          kind: 'input-invalid',
          fields: {
            name: { kind: 'duplicate-name', name: 'Acme' },
            uiAddress: { kind: 'no-host' },
            clientId: { kind: 'empty' },
            redirectPort: { kind: 'port-out-of-range' },
          },
        },
      }));
      await click('Add an instance')(w);
      const d = w.page.getByRole('dialog');
      await d.getByLabel('Name').fill('Acme');
      await d.getByRole('button', { name: 'Add only' }).click();
      await w.page.waitForTimeout(300);
    },
  ],
  [
    'add-fail',
    one(),
    async (w) => {
      w.main.when('checkAddress', () => ({ ok: false, failure: f['provider-unreachable'] }));
      await click('Add an instance')(w);
      const d = w.page.getByRole('dialog');
      await d.getByLabel('Address').fill('looker.acme.example');
      await d.getByRole('button', { name: 'Check' }).click();
      await w.page.waitForTimeout(300);
      await d.getByRole('button', { name: 'by hand' }).click();
    },
  ],
  [
    'change',
    one(),
    async (w) => {
      await click('More for this account')(w);
      await w.page.getByRole('menuitem', { name: 'Change' }).click();
      await w.page.getByRole('dialog').waitFor();
    },
  ],
  [
    'notice',
    one(),
    async (w) => {
      await click('Copy redirect URI')(w);
      await w.page.getByText('Redirect URI copied').waitFor();
      await w.page.waitForTimeout(300);
    },
  ],
];
const only = process.env.SHOTS?.split(',');
for (const [name, view, act] of scenes) {
  if (only && !only.includes(name)) continue;
  for (const theme of ['light', 'dark'] as const) {
    if (process.env.THEME && process.env.THEME !== theme) continue;
    for (const [tag, size] of [
      ['l', { width: 1120, height: 720 }],
      ['s', { width: 760, height: 540 }],
    ] as const) {
      if (process.env.SIZE && process.env.SIZE !== tag) continue;
      test(`${name} ${theme} ${tag}`, async () => {
        const w = await r.open(view, { theme, size });
        if (view) await w.page.getByRole('button', { name: 'Add an instance' }).first().waitFor();
        await act?.(w);
        await w.page.waitForTimeout(60);
        await w.page.screenshot({ path: `/tmp/shots/${name}-${theme}-${tag}.png` });
        if (w.blocked.length) console.log('BLOCKED', name, w.blocked);
        await w.page.context().close();
      });
    }
  }
}
