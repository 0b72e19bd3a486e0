// The vault over the real keychain process under plain Node, on a bus of the test's own.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { Secret } from '#domain/secret';
import { secretOf as hiddenHalfOf, type VaultRecord } from '#domain/token-set';
import { systemClock } from '#node/clock';
import { forkKeychain } from '#node/fork-keychain';
import { createKeychain, type Keychain, type KeychainProcess } from '#node/keychain';
import { isKeychainOpen } from '#node/keychain-open';
import { createKeychainVault } from '#node/vault';
import type { Clock, Vault } from '#usecases/ports';

const program = fileURLToPath(new URL('../../../out/main/keychain-process.js', import.meta.url));
export const service = 'daypass-test';

export type OpenVault = {
  readonly vault: Vault;
  readonly keychain: Keychain;
  /** Every keychain process that was started so far. */
  readonly processes: readonly KeychainProcess[];
  /** What the app noted in its log. */
  readonly noted: readonly string[];
};

/** A clock on which everything is due so many times earlier; the time itself stays right. */
export function hurried(times: number): Clock {
  return { ...systemClock, after: (milliseconds, run) => systemClock.after(milliseconds / times, run) };
}

/** Its process ends with the test. */
export function openVault(
  env: NodeJS.ProcessEnv,
  { clock = systemClock, as = service }: { readonly clock?: Clock; readonly as?: string } = {},
): OpenVault {
  if (!existsSync(program))
    throw new Error(`The app is not built: ${program} is missing. Run \`npm test\`, which builds it.`);
  const processes: KeychainProcess[] = [];
  const noted: string[] = [];
  const keychain = createKeychain({
    spawn() {
      const started = forkKeychain(program, env);
      processes.push(started);
      return started;
    },
    service: as,
    clock,
  });
  onTestFinished(() => keychain.close());
  const log = {
    note: (event: string, facts: object = {}) => void noted.push(`${event} ${JSON.stringify(facts)}`),
    bug: () => 'bug',
  };
  const vault = createKeychainVault({ keychain, name: 'test', log, isOpen: () => isKeychainOpen(env) });
  return { vault, keychain, processes, noted };
}

export function aRecord(changes: Partial<VaultRecord> & { readonly refresh?: string } = {}): VaultRecord {
  const { refresh = 'refresh-token-1', ...rest } = changes;
  return {
    binding: {
      issuer: 'https://acme.looker.example',
      tokenEndpoint: 'https://acme.looker.example/api/token',
      identityEndpoint: 'https://acme.looker.example/api/4.0/user',
      revocationEndpoint: 'https://acme.looker.example/api/4.0/logout',
      clientId: 'daypass',
    },
    credential: { kind: 'refresh-token', refreshToken: new Secret(refresh) },
    scope: 'cors_api',
    generation: 1,
    ...rest,
  };
}

/** What a record holds that nobody else may know. */
export function secretOf({ credential }: VaultRecord): string {
  return hiddenHalfOf(credential).reveal();
}
