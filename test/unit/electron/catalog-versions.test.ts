import { expect, test } from 'vitest';
import { readCatalog } from '#electron/catalog-schema';
import { nothingTold } from '#domain/catalog';
import { defaultSettings } from '#domain/settings';
import { ana, aCatalog, aGoogle, aKnownAccount, aLooker, anActivity } from '#support/builders';

const full = aCatalog({ instances: [aLooker(), aGoogle()], accounts: [aKnownAccount()] });

test('a catalog of version 1 is still read: what it did not know is as it was for all accounts then', () => {
  const written = {
    version: 1,
    instances: [
      {
        id: 'acme',
        provider: 'looker',
        name: 'Acme production',
        uiOrigin: 'https://acme.cloud.looker.com',
        apiOrigin: 'https://acme.cloud.looker.com',
        clientId: 'daypass',
        redirectPort: 48_517,
        addedAt: aLooker().addedAt,
      },
    ],
    accounts: [
      {
        id: 'ana',
        instanceId: 'acme',
        identity: ana,
        storedIn: 'keychain',
        signedOut: false,
        signedInAt: aKnownAccount().signedInAt,
        renewalStartedAt: null,
        endedBy: null,
        activity: [{ at: 5, what: 'signed-in' }],
      },
    ],
    settings: defaultSettings,
  };
  expect(readCatalog(written)).toEqual({
    kind: 'good',
    catalog: aCatalog({ accounts: [aKnownAccount({ activity: [anActivity('signed-in', 5)] })] }),
  });
});

test('a catalog of version 2 is still read; a Google of then, which had no client, is left out', () => {
  // JSON leaves out what is undefined.
  const unknown = { grantedScope: undefined, consentEndsAt: undefined, lastUsedAt: undefined };
  const ofThen = { ...aKnownAccount(), ...unknown };
  const written = {
    ...full,
    version: 2,
    instances: [aLooker(), aGoogle()].map((instance) => ({ ...instance, google: undefined })),
    accounts: [ofThen, { ...ofThen, id: 'at-google', instanceId: 'studio' }],
  };
  expect(readCatalog(JSON.parse(JSON.stringify(written)))).toEqual({
    kind: 'good',
    catalog: aCatalog({ accounts: [aKnownAccount()] }),
  });
});

test('who comes from version 3 keeps the settings chosen there; what is new is as for everybody', () => {
  // JSON leaves out what is undefined.
  const unknown = {
    lastHandOutAt: undefined,
    keepFresh: undefined,
    isPinned: undefined,
    renewalMark: undefined,
  };
  const accounts = [{ ...full.accounts[0], ...unknown }];
  const settings = { theme: 'dark', clearClipboardAfterSeconds: 90, keepInTray: false };
  const written = { ...full, version: 3, accounts, settings, told: undefined };
  expect(readCatalog(JSON.parse(JSON.stringify(written)))).toEqual({
    kind: 'good',
    catalog: {
      ...full,
      accounts: [
        {
          ...full.accounts[0],
          lastHandOutAt: null,
          keepFresh: 'when-used',
          isPinned: false,
          renewalMark: null,
        },
      ],
      settings: { ...defaultSettings, ...settings },
      told: nothingTold,
    },
  });
});
