// Configuration files for the client libraries, and default credentials: made of what the vault holds, shown with the
// secrets left out, and written where a person says, or copied.
import { withActivity, type Account } from '#domain/account';
import { configFormats, type ConfigFormat, type ConfigValues } from '#domain/config-files/format';
import { configFileNames, parseCustomerId, toConfigFile } from '#domain/config-files/write';
import type { FieldProblems } from '#domain/failure';
import type { Instance } from '#domain/instance';
import { fail, ok, type Result } from '#domain/result';
import { Secret } from '#domain/secret';
import type { ClientSecrets } from './client-secrets';
import type { HandOut } from './hand-out';
import type { Safekeeping } from './safekeeping';
import type { Clock, Files } from '../ports';
import { changeAccount, findAccount, findInstance, type Store } from '../store';
import { formatsFor } from '../google-view';

/** What may be said beside the account; empty fields are left out of the file. */
export type ConfigWish = {
  readonly format: ConfigFormat;
  readonly developerToken: string;
  readonly loginCustomerId: string;
  readonly linkedCustomerId: string;
};

export type ConfigFiles = {
  /** As it would be, with stars for what is secret. */
  readonly preview: (
    accountId: string,
    wish: ConfigWish,
  ) => Result<{ readonly text: string; readonly fileName: string }>;
  /** Where it went; null when the person thought better of it. */
  readonly save: (
    accountId: string,
    wish: ConfigWish,
  ) => Promise<Result<{ readonly savedAs: string | null }>>;
  /** Epoch ms when it is taken off the clipboard. */
  readonly copy: (accountId: string, wish: ConfigWish) => Promise<Result<{ readonly clearsAt: number }>>;
};

export type ConfigFilesPorts = {
  readonly store: Store;
  readonly safekeeping: Safekeeping;
  readonly clientSecrets: ClientSecrets;
  readonly files: Files;
  readonly copyConfig: HandOut['copyConfig'];
  readonly clock: Clock;
};

const stars = '*'.repeat(12);
const longestDeveloperToken = 200;

export function createConfigFiles(ports: ConfigFilesPorts): ConfigFiles {
  const { store, files, copyConfig, clock } = ports;
  return {
    preview: (accountId, wish) => preview(ports, accountId, wish),
    async save(accountId, wish) {
      const text = await make(ports, accountId, wish);
      if (!text.ok) return text;
      const saved = await files.saveSecret(configFileNames[wish.format], text.value);
      if (!saved.ok) return saved;
      if (saved.value !== null) {
        store.update((state) =>
          changeAccount(state, accountId, null, (known) =>
            withActivity(known, { at: clock.now(), what: 'config-saved' }),
          ),
        );
      }
      return ok({ savedAs: saved.value });
    },
    async copy(accountId, wish) {
      const text = await make(ports, accountId, wish);
      return text.ok ? copyConfig(accountId, text.value) : text;
    },
  };
}

type Place = { readonly account: Account; readonly instance: Instance };

function placeOf({ store }: ConfigFilesPorts, accountId: string, { format }: ConfigWish): Result<Place> {
  if (store.get().isLocked) return fail({ kind: 'app-locked' });
  const account = findAccount(store.get(), accountId);
  if (!account.ok) return account;
  const instance = findInstance(store.get(), account.value.instanceId);
  if (!instance.ok) return instance;
  if (!configFormats.includes(format) || !formatsFor(instance.value).includes(format)) {
    return fail({ kind: 'request-malformed' });
  }
  // A file with a refresh token that is known to be dead helps nobody.
  if (account.value.endedBy !== null) return fail(account.value.endedBy);
  return account.value.storedIn === null || account.value.signedOut
    ? fail({ kind: 'not-signed-in' })
    : ok({ account: account.value, instance: instance.value });
}

type Extras = Pick<ConfigValues, 'developerToken' | 'loginCustomerId' | 'linkedCustomerId'>;

/** Every problem at once, by field. */
function judge(wish: ConfigWish): Result<Extras> {
  const developerToken = wish.developerToken.trim();
  const loginCustomerId = parseCustomerId(wish.loginCustomerId);
  const linkedCustomerId = parseCustomerId(wish.linkedCustomerId);
  const limit = longestDeveloperToken;
  const fields: FieldProblems = {
    ...(developerToken.length > limit ? { developerToken: { kind: 'too-long', limit } } : {}),
    ...(/\s/.test(developerToken) ? { developerToken: { kind: 'has-spaces' } } : {}),
    ...(loginCustomerId === null ? { loginCustomerId: { kind: 'not-a-customer-id' } } : {}),
    ...(linkedCustomerId === null ? { linkedCustomerId: { kind: 'not-a-customer-id' } } : {}),
  };
  if (loginCustomerId === null || linkedCustomerId === null || Object.keys(fields).length > 0) {
    return fail({ kind: 'input-invalid', fields });
  }
  return ok({ developerToken, loginCustomerId, linkedCustomerId });
}

function preview(
  ports: ConfigFilesPorts,
  accountId: string,
  wish: ConfigWish,
): ReturnType<ConfigFiles['preview']> {
  const place = placeOf(ports, accountId, wish);
  if (!place.ok) return place;
  const extras = judge(wish);
  if (!extras.ok) return extras;
  const { clientId } = place.value.instance;
  const { developerToken } = extras.value;
  const shown: ConfigValues = {
    ...extras.value,
    clientId,
    clientSecret: stars,
    refreshToken: stars,
    developerToken: developerToken === '' ? '' : stars,
  };
  const text = toConfigFile(wish.format, shown);
  return text.ok
    ? ok({ text: text.value, fileName: configFileNames[wish.format] })
    : fail({ kind: 'config-not-writable', field: text.failure.field });
}

/** The whole text, still hidden. The client is the one that the refresh token is bound to. */
async function make(ports: ConfigFilesPorts, accountId: string, wish: ConfigWish): Promise<Result<Secret>> {
  const place = placeOf(ports, accountId, wish);
  if (!place.ok) return place;
  const extras = judge(wish);
  if (!extras.ok) return extras;
  const { account, instance } = place.value;
  const record = await ports.safekeeping.of(account).read(account.id);
  if (!record.ok) return record;
  const { binding, credential } = record.value;
  const clientSecret = await ports.clientSecrets.find(instance, binding);
  if (!clientSecret.ok) return clientSecret;
  if (credential.kind !== 'refresh-token' || clientSecret.value === null)
    return fail({ kind: 'request-malformed' });
  // Forgotten, or ended, while the keychain was asked.
  const still = placeOf(ports, accountId, wish);
  if (!still.ok) return still;
  let unwritable = '';
  const text = Secret.derive(
    { refreshToken: credential.refreshToken, clientSecret: clientSecret.value },
    (plain) => {
      const made = toConfigFile(wish.format, { ...extras.value, ...plain, clientId: binding.clientId });
      if (made.ok) return made.value;
      unwritable = made.failure.field;
      return null;
    },
  );
  return text === null ? fail({ kind: 'config-not-writable', field: unwritable }) : ok(text);
}
