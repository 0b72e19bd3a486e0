// The end of a sign-in that went well: who is it, into the vault, onto the list; in this order.
import { withActivity, type Account, type Identity, type Lease } from '#domain/account';
import { withAccount } from '#domain/catalog';
import type { Failure } from '#domain/failure';
import { fail, ok } from '#domain/result';
import type { Binding, TokenSet, VaultRecord } from '#domain/token-set';
import type { AuthorizationRequest } from './ports';
import type { SafePlace } from './safekeeping';
import { cancelled, isAbandoned, move, type Running, type SignInPorts, type Step } from './sign-in-run';
import { changeAccount, withoutKey } from './store';

/** Identity first, then the vault, and only then the list. */
export async function keepSignIn(
  ports: SignInPorts,
  run: Running,
  request: AuthorizationRequest,
  tokens: TokenSet,
  safe: SafePlace,
): Step<void> {
  const { accessToken, refreshToken, issuedAt, expiresAt } = tokens;
  if (refreshToken === null) return fail({ kind: 'no-refresh-token' });
  const identity = await ports.api.identify(
    request.endpoints.identity,
    accessToken,
    run.provider.readIdentity,
  );
  if (!identity.ok) return identity;
  if (isAbandoned(run)) return cancelled;

  const scope = tokens.scope ?? request.scope;
  const known = accountsAt(ports, run).find(({ identity: { userId } }) => userId === identity.value.userId);
  const account = toAccount(ports, run, identity.value, safe.storedIn, known);
  const record: VaultRecord = { binding: toBinding(request), refreshToken, scope, generation: 1 };
  // An older renewal that still waits for its answer must not write over the new record.
  await ports.settled(account.id);
  const stored = await store(ports, run, safe, account.id, record);
  if (!stored.ok) return stored;
  ports.liveTokens.keep(account.id, { accessToken, expiresAt });
  publish(ports, run, account, { issuedAt, expiresAt, scope });
  // The record of the sign-in before this one, if it lies in the other vault, belongs to nobody now.
  if (known !== undefined && known.storedIn !== null && known.storedIn !== safe.storedIn) {
    await ports.safekeeping.of(known).remove(account.id);
  }
  return ok(undefined);
}

const replaceable: readonly Failure['kind'][] = ['secret-missing', 'keychain-failed'];

/** Writes the record, and puts things back as they were when that failed or nobody wants it any more. */
async function store(
  ports: SignInPorts,
  run: Running,
  { vault }: SafePlace,
  id: string,
  record: VaultRecord,
): Step<void> {
  const before = await vault.read(id);
  // An entry that came back but makes no sense is replaced; a keychain in trouble is left alone.
  if (!before.ok && !replaceable.includes(before.failure.kind)) {
    ports.safekeeping.noteTrouble(before.failure);
    return before;
  }
  const written = await vault.write(id, record);
  if (written.ok && !isAbandoned(run)) return written;
  if (before.ok) await vault.write(id, before.value);
  else if (before.failure.kind === 'secret-missing') await vault.remove(id);
  if (!written.ok) ports.safekeeping.noteTrouble(written.failure);
  return written.ok ? cancelled : written;
}

function toBinding({ endpoints, clientId }: AuthorizationRequest): Binding {
  return {
    issuer: endpoints.issuer,
    tokenEndpoint: endpoints.token,
    identityEndpoint: endpoints.identity,
    revocationEndpoint: endpoints.revocation,
    clientId,
  };
}

function publish(ports: SignInPorts, run: Running, account: Account, lease: Lease): void {
  const others = accountsAt(ports, run).filter(({ id }) => id !== account.id);
  const isKnown = accountsAt(ports, run).some(({ id }) => id === account.id);
  ports.store.update((state) =>
    changeAccount(
      {
        ...state,
        catalog: withAccount(state.catalog, account),
        accounts: { ...state.accounts, [account.id]: state.accounts[account.id] ?? { kind: 'signed-out' } },
        signOuts: withoutKey(state.signOuts, account.id),
      },
      account.id,
      { kind: 'signed-in', lease },
      (known) => known,
    ),
  );
  const expected = run.attempt.accountId;
  const isSomebodyElse = expected !== null ? expected !== account.id : !isKnown && others.length > 0;
  move(ports, run, {
    kind: 'done',
    accountId: account.id,
    displayName: account.identity.displayName,
    outcome: isSomebodyElse ? 'another-person' : isKnown ? 'same-person' : 'first',
  });
}

/** The same person at the same instance keeps the account; anybody else gets one of their own. */
function toAccount(
  { clock, ids }: SignInPorts,
  { instance }: Running,
  identity: Identity,
  storedIn: 'keychain' | 'memory',
  known: Account | undefined,
): Account {
  const signedInAt = clock.now();
  return withActivity(
    {
      id: known?.id ?? ids.next(),
      instanceId: instance.id,
      identity,
      storedIn,
      signedOut: false,
      signedInAt,
      renewalStartedAt: null,
      endedBy: null,
      activity: known?.activity ?? [],
    },
    { at: signedInAt, what: 'signed-in' },
  );
}

function accountsAt({ store }: SignInPorts, { instance }: Running): readonly Account[] {
  return store.get().catalog.accounts.filter((account) => account.instanceId === instance.id);
}

/** Nobody will use what was handed out, so it should not live on at the provider. */
export async function endUnkept(
  { api }: SignInPorts,
  { provider }: Running,
  { endpoints, clientId }: AuthorizationRequest,
  tokens: TokenSet,
): Promise<void> {
  if (provider.signOut === 'logout') await api.logout(endpoints.revocation, tokens.accessToken);
  else await api.revoke(endpoints.revocation, clientId, tokens.refreshToken ?? tokens.accessToken);
}
