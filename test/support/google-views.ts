// Builders for instances at Google and their accounts, and for what main answers about them.
import type { AccountView, CommandInput, CommandOutput, InstanceView, View } from '#contract/bridge';
import { configFormats } from '#domain/config-files/format';
import { configFileNames } from '#domain/config-files/write';
import { scopesOf, type PurposeKind } from '#domain/google/purpose';
import { activeFor, afternoon, anAccount, anInstance, aView, day, minute } from '#support/views';

type Health = CommandOutput<'checkHealth'>;

export const googleClientId = '418000000001-desktop.apps.googleusercontent.com';

/** As an instance of this purpose asks for them. */
export function scopesFor(kind: PurposeKind): readonly string[] {
  return kind === 'custom'
    ? scopesOf({ kind, scopes: ['https://www.googleapis.com/auth/drive.readonly'] })
    : scopesOf({ kind });
}

/** Google Ads, by a desktop client of a project in production. */
export function aGoogleInstance(
  part: Partial<InstanceView> = {},
  google: Partial<NonNullable<InstanceView['google']>> = {},
): InstanceView {
  const purpose = google.purpose ?? 'ads';
  const scopes = google.scopes ?? scopesFor(purpose);
  const isStudio = purpose.startsWith('studio');
  return anInstance({
    id: 'ads',
    provider: 'google',
    providerLabel: 'Google',
    name: isStudio ? 'Looker Studio' : 'Google Ads',
    uiOrigin: 'https://accounts.google.com',
    apiOrigin: 'https://oauth2.googleapis.com',
    clientId: googleClientId,
    redirectUri: null,
    redirectPort: null,
    requestedScope: scopes.join(' '),
    release: null,
    takesKeys: false,
    managesClients: false,
    google: {
      clientType: 'desktop',
      purpose,
      scopes,
      projectId: 'acme-reporting',
      redirectUri: null,
      audience: 'production',
      adsApiVersion: 'v26',
      hasSecret: true,
      ...google,
    },
    configFormats: purpose === 'ads' ? configFormats : ['adc'],
    checksHealth: true,
    signsOutWidely: true,
    handOff: isStudio
      ? {
          kind: 'delegation',
          clientId: googleClientId,
          scopes: scopes.join(','),
          console: 'https://admin.google.com/ac/owl/domainwidedelegation',
        }
      : null,
    ...part,
  });
}

export function aGoogleAccount(part: Partial<AccountView> = {}): AccountView {
  const state = part.state ?? activeFor(42 * minute);
  return anAccount({
    id: 'ana-ads',
    instanceId: 'ads',
    identity: { userId: '1093', displayName: 'Ana Ruiz', email: 'ana@acme.example' },
    state,
    workspace: null,
    isAdmin: null,
    scope: scopesFor('ads').join(' '),
    signedInAt: afternoon - 2 * day,
    signInEndsAt: null,
    lastUsedAt: afternoon - 18 * minute,
    unusedEndsAt: Date.UTC(2027, 2, 15, 12, 52, 0),
    ...part,
  });
}

/** A desk with one instance at Google and one account there. */
export function aGoogleDesk(
  account: Partial<AccountView> = {},
  google: Partial<NonNullable<InstanceView['google']>> = {},
  rest: Partial<View> = {},
): View {
  const scope = scopesFor(google.purpose ?? 'ads').join(' ');
  return aView({
    instances: [aGoogleInstance({ accounts: [aGoogleAccount({ scope, ...account })] }, google)],
    ...rest,
  });
}

export function aHealth(part: Partial<Health> = {}): Health {
  return {
    person: { userId: '1093', displayName: 'Ana Ruiz', email: 'ana@acme.example' },
    token: {
      clientId: googleClientId,
      scopes: scopesFor('ads'),
      expiresInSeconds: 42 * 60,
      accessType: 'offline',
    },
    isOurs: true,
    missingScopes: [],
    api: 'ads',
    check: { kind: 'works', customers: ['1234567890', '9876543210'] },
    checkedAt: afternoon,
    expiresAt: afternoon + 42 * minute,
    ...part,
  };
}

/** As main would make it: optional fields that are empty are left out. */
export function aConfigPreview({
  format,
  loginCustomerId,
}: CommandInput<'previewConfig'>): CommandOutput<'previewConfig'> {
  const fileName = configFileNames[format];
  const stars = '************';
  if (format === 'adc') {
    const json = {
      type: 'authorized_user',
      client_id: googleClientId,
      client_secret: stars,
      refresh_token: stars,
    };
    return { text: JSON.stringify(json, null, 2), fileName };
  }
  const login = loginCustomerId === '' ? '' : `login_customer_id: "${loginCustomerId}"\n`;
  const text = `client_id: "${googleClientId}"\nclient_secret: "${stars}"\nrefresh_token: "${stars}"\n${login}`;
  return { text, fileName };
}
