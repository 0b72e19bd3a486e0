// Scenes around getting in at Google: adding and changing a client, the pages of Google that never come back, and the
// sheet for an admin.
import type { ClientPreview } from '#contract/bridge';
import { aClientPreview } from '#support/answers';
import { aGoogleInstance } from '#support/google-views';
import type { AppWindow } from '#support/renderer-page';
import { pressing, type Scene } from '#support/scene-parts';
import { aFailureOfEachKind, aSignIn, aView } from '#support/views';

const studio = aGoogleInstance({}, { purpose: 'studio-read' });
const timedOut = aFailureOfEachKind()['sign-in-timed-out'];
const redirectUri = 'http://127.0.0.1:48717/';

async function openSide({ page }: AppWindow): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Add an instance' }).click();
  await page.getByRole('radio', { name: 'Google', exact: true }).check();
}

/** Reads this client, and chooses what it is for. */
function reading(client: ClientPreview, purpose: string) {
  return async (window: AppWindow): Promise<void> => {
    window.main.when('previewImport', () => ({ ok: true, value: client }));
    await openSide(window);
    await window.page.getByRole('button', { name: 'Read the clipboard' }).click();
    await window.page.getByRole('radio', { name: purpose }).check();
  };
}

const web = aClientPreview({
  clientType: 'web',
  known: [{ instanceId: 'ads', name: 'Google Ads', purpose: 'ads' }],
  redirectUris: [
    { uri: 'https://acme.example/oauth', problem: { kind: 'not-loopback' } },
    { uri: 'http://localhost', problem: null },
  ],
});

export const googleFormScenes: readonly Scene[] = [
  { name: 'the Google side, before anything is read', view: aView(), open: openSide },
  { name: 'a client for Google Ads', view: aView(), open: reading(aClientPreview(), 'Google Ads') },
  {
    name: 'a web client, known already, for scopes of one’s own',
    view: aView(),
    open: reading(web, 'Another Google API'),
  },
  {
    name: 'a web client that is typed in',
    view: aView(),
    open: async (window) => {
      await openSide(window);
      await window.page.getByRole('button', { name: 'Or type the client in…' }).click();
      await window.page.getByRole('radio', { name: 'Web application' }).check();
    },
  },
  {
    name: 'an instance at Google without its secret',
    view: aView({ instances: [aGoogleInstance({}, { hasSecret: false })] }),
  },
  {
    name: 'a web client that is changed',
    view: aView({
      instances: [aGoogleInstance({ redirectUri }, { clientType: 'web', redirectUri, hasSecret: false })],
    }),
    open: pressing('Give it again…', 'dialog'),
  },
  {
    name: 'what Google shows, with an answer',
    view: aView({
      instances: [{ ...studio, signIn: aSignIn({ kind: 'failed', step: 'answer', failure: timedOut }) }],
    }),
    open: async ({ page }) => page.getByRole('button', { name: 'Error 400: invalid_scope' }).click(),
  },
  {
    name: 'the sheet for a super administrator, with a comparison',
    view: aView({ instances: [studio] }),
    open: async ({ page }) => {
      await page.getByRole('button', { name: 'Hand-off sheet…' }).click();
      await page.getByText('Compare what your admin entered').click();
      await page
        .getByLabel('Client ID and scopes')
        .fill('openid 418000000009-other.apps.googleusercontent.com');
    },
  },
];
