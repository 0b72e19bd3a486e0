// The middle of a renewal: what the vault holds is traded for tokens, and what replaces it is kept before anybody sees an
// access token.
import type { Failure } from '#domain/failure';
import { mayHaveTakenEffect } from '#domain/may-have-taken-effect';
import { fail, ok, type Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import { isSameCredential, type TokenSet, type VaultRecord } from '#domain/token-set';
import { pause } from '../pause';
import { findAccount, findInstance } from '../store';
import { clockOffset } from './clock-offset';
import type { LiveToken } from './live-tokens';
import type { PatientVault } from './patient-vault';
import type { Going, RenewalPorts } from './renewal-run';

/** Within the time in which servers that replace refresh tokens still take the last one, which is half a minute or more. */
const longestSecondThought = 1_500;

export type Exchanged = {
  readonly tokens: TokenSet;
  readonly token: LiveToken;
  readonly scope: string;
  /** Whether the replacement is in the vault; in memory it is in any case. */
  readonly kept: Result<void>;
};

type Held = { readonly vault: PatientVault; readonly record: VaultRecord };

export async function exchange(ports: RenewalPorts, going: Going, held: Held): Promise<Result<Exchanged>> {
  const tokens = await send(ports, going, held.record);
  if (tokens.ok) return keep(ports, going, held, tokens.value);
  // Refused: unless somebody without our lock has replaced it meanwhile, that is the end of it.
  const now = tokens.failure.kind === 'sign-in-expired' ? await held.vault.read(going.accountId) : null;
  if (now?.ok !== true || isSameCredential(now.value.credential, held.record.credential)) return tokens;
  const again = await send(ports, going, now.value);
  return again.ok ? keep(ports, going, { ...held, record: now.value }, again.value) : again;
}

/** An answer that was lost on the way is asked for once more, soon: then the same refresh token may still do. */
async function send(ports: RenewalPorts, going: Going, record: VaultRecord): Promise<Result<TokenSet>> {
  const { oauth, clock, chance } = ports;
  const clientSecret = await findClientSecret(ports, going, record);
  if (!clientSecret.ok) return clientSecret;
  const urgency = going.cause === 'asked' ? 'asked' : 'ahead';
  const ask = (): Promise<Result<TokenSet>> => {
    going.clockOffset = clockOffset(clock);
    return oauth.renew(record, clientSecret.value, urgency);
  };
  const first = await ask();
  if (first.ok || record.credential.kind === 'api-key' || !isLostOnTheWay(first.failure)) return first;
  going.wasInterrupted = true;
  await pause(clock, Math.round(longestSecondThought * chance()));
  return ask();
}

/** One that took its whole time has used up the patience of whoever waits for it. */
function isLostOnTheWay(failure: Failure): boolean {
  return (
    failure.kind === 'provider-unreachable' && failure.reason !== 'timed-out' && mayHaveTakenEffect(failure)
  );
}

async function keep(
  { log }: RenewalPorts,
  { accountId }: Going,
  { vault, record }: Held,
  tokens: TokenSet,
): Promise<Result<Exchanged>> {
  const { accessToken, expiresAt, refreshToken } = tokens;
  const { origin: apiOrigin } = new URL(record.binding.identityEndpoint);
  const exchanged = {
    tokens,
    token: { accessToken, expiresAt, apiOrigin },
    scope: tokens.scope ?? record.scope,
  };
  // A login with a key has nothing to replace.
  if (refreshToken === null || record.credential.kind === 'api-key') {
    return ok({ ...exchanged, kept: ok(undefined) });
  }
  const next: VaultRecord = {
    ...record,
    credential: { kind: 'refresh-token', refreshToken },
    generation: record.generation + 1,
  };
  // Whatever else happened to the account: a record that is still in the vault must not stay there with a dead token.
  const { isHeir, written } = await vault.succeed(accountId, record, next);
  if (!written.ok) log.note('replaced refresh token not written', { kind: written.failure.kind });
  return isHeir ? ok({ ...exchanged, kept: written }) : fail({ kind: 'not-signed-in' });
}

/** The record names the client; what the catalog says of it meanwhile does not count. */
async function findClientSecret(
  { store, clientSecrets }: RenewalPorts,
  { accountId }: Going,
  { binding, credential }: VaultRecord,
): Promise<Result<Secret | null>> {
  const account = findAccount(store.get(), accountId);
  const instance = account.ok ? findInstance(store.get(), account.value.instanceId) : account;
  if (!instance.ok) return instance;
  return credential.kind === 'refresh-token' ? clientSecrets.find(instance.value, binding) : ok(null);
}
