// Builders for what main answers: the inspector, client apps, imports.
import type { ClientPreview, CommandOutput, ImportEntry, KeysPreview } from '#contract/bridge';
import { aFoundAddress, afternoon, minute } from '#support/views';

/** As answers are typed in the contract, so that tests can hand them to the bridge. */
type Inspection = CommandOutput<'inspectAccount'>;
type ClientApp = CommandOutput<'readClientApps'>['apps'][number];

export function anInspection(part: Partial<Inspection> = {}): Inspection {
  return {
    person: { userId: '481', displayName: 'Ana Ruiz', email: 'ana.ruiz@acme.example' },
    isServiceAccount: false,
    roles: [
      { id: '2', name: 'Developer' },
      { id: '14', name: null },
    ],
    groups: [
      { id: '1', name: 'All users' },
      { id: '7', name: 'Analytics' },
    ],
    isAdmin: false,
    workspace: 'production',
    sudoUserId: null,
    issuedAt: afternoon - 18 * minute,
    expiresAt: afternoon + 42 * minute,
    renewedBy: 'refresh-token',
    ...part,
  };
}

export function aClientApp(part: Partial<ClientApp> = {}): ClientApp {
  return {
    guid: 'daypass',
    redirectUris: ['http://127.0.0.1:48517/callback'],
    displayName: 'Daypass',
    description: 'Daypass hands you short-lived tokens on your own computer.',
    enabled: true,
    groupId: null,
    tokensInvalidBefore: null,
    activatedUsers: [{ id: '481', name: 'Ana Ruiz' }],
    takesSeveralUris: false,
    ...part,
  };
}

export function anImportEntry(part: Partial<ImportEntry> = {}): ImportEntry {
  const apiOrigin = part.apiOrigin === undefined ? 'https://acme.cloud.looker.com' : part.apiOrigin;
  return {
    index: 0,
    section: 'Looker',
    line: 1,
    apiOrigin,
    found: apiOrigin === null ? null : aFoundAddress({ entered: apiOrigin }),
    keyId: 'Qm7RkT2vXw9LbN4c1234',
    instance: { instanceId: 'acme', name: 'Acme production' },
    isKnown: false,
    problems: [],
    ignored: [],
    turnsOffTls: false,
    ...part,
  };
}

export function anImportPreview(
  entries: readonly ImportEntry[] = [anImportEntry()],
  part: Partial<KeysPreview> = {},
): KeysPreview {
  return {
    kind: 'keys',
    importId: 'import-1',
    from: 'file',
    format: 'ini',
    entries: [...entries],
    problems: [],
    ...part,
  };
}

/** A desktop client of Google, read from its file. */
export function aClientPreview(part: Partial<ClientPreview> = {}): ClientPreview {
  return {
    kind: 'google-client',
    importId: 'import-2',
    from: 'file',
    path: '/home/ana/Downloads/client_secret_4180.json',
    clientType: 'desktop',
    clientId: '418000000001-desktop.apps.googleusercontent.com',
    projectId: 'acme-reporting',
    redirectUris: [],
    known: [],
    ...part,
  };
}
