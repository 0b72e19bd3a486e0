// Scenes around accounts at Google: what was not granted, when it ends, what may be wrong, and the ways out.
import type { AccountView } from '#contract/bridge';
import { aGoogleAccount, aGoogleInstance, aHealth, scopesFor } from '#support/google-views';
import { choosing, pressing, type Scene } from '#support/scene-parts';
import { aFailureOfEachKind, afternoon, aGoogleDesk, aSignOutReport, aView, day } from '#support/views';

const failures = aFailureOfEachKind();

export const understood = 'I understand that, and keep the file to myself';

/** Ads and Looker Studio by clients of one project, the same person at both. */
export function aProjectDesk(part: Partial<AccountView> = {}): ReturnType<typeof aView> {
  const studio = aGoogleAccount({
    id: 'ana-studio',
    instanceId: 'studio',
    scope: scopesFor('studio-read').join(' '),
    alsoRevoked: ['ana-ads'],
  });
  return aView({
    instances: [
      aGoogleInstance({ accounts: [aGoogleAccount({ alsoRevoked: ['ana-studio'], ...part })] }),
      aGoogleInstance({ id: 'studio', accounts: [studio] }, { purpose: 'studio-read' }),
    ],
  });
}

/** Opens the export dialog and takes note of its warning. */
async function openExport(window: Parameters<NonNullable<Scene['open']>>[0]): Promise<void> {
  await choosing('Configuration file…', 'dialog')(window);
  const dialog = window.page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: understood }).check();
  await dialog.getByText('client_secret:').waitFor();
}

const expired = { kind: 'needs-sign-in', failure: failures['sign-in-expired'] } as const;

export const googleScenes: readonly Scene[] = [
  {
    name: 'Google Ads, with a day until the project in testing ends the sign-in',
    view: aGoogleDesk(
      { signInEndsAt: afternoon + day, signInAgainBy: afternoon + day, signedInAt: afternoon - 6 * day },
      { audience: 'testing' },
    ),
  },
  {
    name: 'fewer scopes than were asked for',
    view: aGoogleDesk({ missingScopes: ['https://www.googleapis.com/auth/adwords'] }),
  },
  {
    name: 'a client secret that is missing',
    view: aGoogleDesk({ state: { kind: 'blocked', failure: failures['client-secret-missing'] } }),
  },
  {
    name: 'an account that an admin keeps out',
    view: aGoogleDesk({ state: { kind: 'blocked', failure: failures['access-blocked'] } }),
  },
  {
    name: 'a sign-in that ended after seven days',
    view: aGoogleDesk({ state: expired, signedInAt: afternoon - 8 * day }, { audience: 'testing' }),
  },
  {
    name: 'revoked, with an account that went along and one that did not yet',
    view: aProjectDesk({
      state: { kind: 'signed-out' },
      signOut: aSignOutReport([
        { kind: 'access-token-dead' },
        { kind: 'refresh-token-revoked' },
        { kind: 'forgotten-here' },
        { kind: 'also-ended', accountId: 'ana-studio', outcome: 'dead' },
        { kind: 'also-ended', accountId: 'gone', outcome: 'alive' },
      ]),
    }),
  },
  {
    name: 'forgotten here',
    view: aGoogleDesk({
      state: { kind: 'signed-out' },
      signOut: aSignOutReport([{ kind: 'left-at-provider', until: null }, { kind: 'forgotten-here' }]),
    }),
  },
  {
    name: 'the question before forgetting',
    view: aGoogleDesk(),
    open: pressing('Forget here…', 'alertdialog'),
  },
  {
    name: 'the question before revoking',
    view: aProjectDesk(),
    open: pressing('Revoke at Google…', 'alertdialog'),
  },
  {
    name: 'the check of Google Ads, all well',
    view: aGoogleDesk(),
    open: async (window) => {
      await pressing('Check…', 'dialog')(window);
      await window.page.getByText('123-456-7890').waitFor();
    },
  },
  {
    name: 'the check of Google Ads, refused',
    view: aGoogleDesk(),
    open: async (window) => {
      const check = {
        kind: 'refused',
        reason: 'project-not-approved',
        code: 'CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION',
        said: 'This project is only approved for use with test accounts.',
      } as const;
      window.main.when('checkHealth', () => ({ ok: true, value: aHealth({ check }) }));
      await pressing('Check…', 'dialog')(window);
      await window.page.getByRole('dialog').getByRole('group').waitFor();
    },
  },
  {
    name: 'the warning before a configuration file',
    view: aGoogleDesk(),
    open: choosing('Configuration file…', 'dialog'),
  },
  { name: 'a configuration file for Python', view: aGoogleDesk(), open: openExport },
  {
    name: 'default credentials, saved',
    view: aGoogleDesk(),
    open: async (window) => {
      const savedAs = '/home/ana/application_default_credentials.json';
      window.main.when('saveConfig', () => ({ ok: true, value: { savedAs } }));
      await openExport(window);
      const dialog = window.page.getByRole('dialog');
      await dialog.getByRole('radio', { name: 'Application Default Credentials' }).check();
      await dialog.getByRole('button', { name: 'Save…' }).click();
      await dialog.getByText(savedAs, { exact: true }).waitFor();
    },
  },
];
