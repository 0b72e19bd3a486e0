// The profile that the app is measured with. The format is that of src-main/electron/catalog-schema.ts.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const INSTANCES = 4;
const ACCOUNTS = 8;
const WHEN = Date.UTC(2026, 0, 15);

/** @param {number} index */
function anInstance(index) {
  const origin = `https://bench-${index}.example.com`;
  return {
    id: `instance-${index}`,
    provider: 'looker',
    name: `Bench ${index}`,
    uiOrigin: origin,
    apiOrigin: origin,
    clientId: 'daypass',
    redirectPort: 48517 + index,
    addedAt: WHEN,
  };
}

/** @param {number} index */
function anAccount(index) {
  return {
    id: `account-${index}`,
    instanceId: `instance-${index % INSTANCES}`,
    identity: { userId: `${index}`, displayName: `Analyst ${index}`, email: `analyst-${index}@example.com` },
    storedIn: 'keychain',
    signedInAt: WHEN,
    renewalStartedAt: null,
    endedBy: null,
    activity: [{ at: WHEN, what: 'signed-in' }],
  };
}

/**
 * Writes a catalog with 8 accounts into an empty profile folder. None has a token in any keychain.
 * @param {string} folder the `--user-data-dir` of the app
 * @returns {Promise<void>}
 */
export async function aCatalogOfEight(folder) {
  const catalog = {
    version: 1,
    instances: Array.from({ length: INSTANCES }, (_, index) => anInstance(index)),
    accounts: Array.from({ length: ACCOUNTS }, (_, index) => anAccount(index)),
    settings: { theme: 'system', clearClipboardAfterSeconds: 45, keepInTray: true },
  };
  await writeFile(join(folder, 'catalog.json'), JSON.stringify(catalog), { mode: 0o600 });
}
