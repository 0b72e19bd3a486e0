// The end of every sign-in that went well, by browser or by key: who is it, into the workspace, into the vault, onto the
// list; in this order.
import { withActivity, type Account, type Identity, type Lease, type SignsInWith } from '#domain/account';
import { withAccount } from '#domain/catalog';
import type { Failure } from '#domain/failure';
import type { Instance } from '#domain/instance';
import type { Providers } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import type { TokenSet, VaultRecord } from '#domain/token-set';
import { withTokensAway } from '../app-lock';
import { askApi } from '../tokens/ask-api';
import { withClockMoved } from '../tokens/clock-offset';
import { enterWorkspace } from '../tokens/enter-workspace';
import type { LiveToken, LiveTokens } from '../tokens/live-tokens';
import type { Clock, Ids, ProviderApi } from '../ports';
import type { Safekeeping, SafePlace } from '../tokens/safekeeping';
import { changeAccount, findAccount, sharingConsent, withoutKey, type Store } from '../store';
import { consentOf, newAt, type Turns } from '../turns';

export type KeepAccountPorts = {
  readonly providers: Providers;
  readonly store: Store;
  readonly liveTokens: LiveTokens;
  readonly safekeeping: Safekeeping;
  readonly api: ProviderApi;
  readonly turns: Turns;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Waits for a renewal of an account that is under way. */
  readonly settled: (accountId: string) => Promise<void>;
  /** A sign-out that waits makes way: what it was to end lives on at the provider. */
  readonly makeWay: (accountId: string) => Promise<void>;
  /** Called when the account is on the list, for what is worth knowing but not worth waiting for. */
  readonly onSignedIn: (accountId: string) => void;
  /** Notices a clock that was set. */
  readonly observeClock: () => void;
};

export type NewSignIn = {
  readonly instance: Instance;
  readonly signsInWith: SignsInWith;
  readonly record: VaultRecord;
  readonly tokens: TokenSet;
  /** By how much the clock was ahead of the monotonic one when the tokens were asked for, ms. */
  readonly clockOffset: number;
  readonly safe: SafePlace;
  /** Asked after each wait: a sign-in that was given up leaves no trace. */
  readonly isWanted: () => boolean;
};

export type Kept = { readonly account: Account; readonly isKnown: boolean };

export const cancelled = fail({ kind: 'sign-in-cancelled' } as const);

export async function keepAccount(ports: KeepAccountPorts, signIn: NewSignIn): Promise<Result<Kept>> {
  const { instance } = signIn;
  const identity = await identify(ports, signIn);
  if (!identity.ok) return identity;
  if (!signIn.isWanted()) return cancelled;
  // One at a time at an instance, so that the same key or person never becomes two accounts.
  return ports.turns.take(newAt(instance.id), () => {
    const same = findSame(ports, signIn, identity.value);
    const candidate = best(same)?.id ?? ports.ids.next();
    const isShared = ports.providers[instance.provider].signOut === 'revoke-project';
    // Where sign-ins share one consent, it may have been revoked since this one was asked about.
    const hasWaited = isShared || same.some(({ queuedSignOut }) => queuedSignOut !== null);
    const ids = [candidate, ...same.map(({ id }) => id).filter((id) => id !== candidate)];
    const keys = isShared ? [...ids, consentOf(identity.value)] : ids;
    // A sign-out of this person that is on its way has to be through first. Nobody else takes more than one turn.
    const inTurn = keys.reduceRight<() => Promise<Result<Kept>>>(
      (run, key) => () => ports.turns.take(key, run),
      () => keep(ports, signIn, identity.value, { candidate, hasWaited }),
    );
    return inTurn();
  });
}

/** Where the usual endpoint tells nobody with the scopes that were granted, the token itself may say whose it is. */
async function identify(
  { providers, api }: KeepAccountPorts,
  { instance, record, tokens }: NewSignIn,
): Promise<Result<Identity>> {
  const { readIdentity, calls } = providers[instance.provider];
  const { identityEndpoint } = record.binding;
  const told = await api.identify(identityEndpoint, tokens.accessToken, readIdentity);
  const isRefused = !told.ok && ['request-refused', 'provider-misbehaved'].includes(told.failure.kind);
  if (!isRefused || calls.health === null) return told;
  const { accessToken, expiresAt } = tokens;
  const token: LiveToken = { accessToken, expiresAt, apiOrigin: new URL(identityEndpoint).origin };
  const info = await askApi(api, token, calls.health.tokenInfo);
  return info.ok && info.value.identity !== null ? ok(info.value.identity) : told;
}

async function keep(
  ports: KeepAccountPorts,
  signIn: NewSignIn,
  identity: Identity,
  { candidate, hasWaited }: { readonly candidate: string; readonly hasWaited: boolean },
): Promise<Result<Kept>> {
  const { instance, record } = signIn;
  // A sign-out that was through just before may have ended all sign-ins of this person, this one as well.
  const stillThere = hasWaited ? await identify(ports, signIn) : ok(identity);
  if (!stillThere.ok) return stillThere;
  // An older renewal that still waits for its answer must not write over the new record.
  await ports.settled(candidate);
  const found = findAccount(ports.store.get(), candidate);
  const known = found.ok ? found.value : undefined;
  const provider = ports.providers[instance.provider];
  // Where a sign-out ends what all of a person's sign-ins have in common, a waiting one is given up for the new one.
  const takesOver = known?.queuedSignOut == null || provider.signOut === 'revoke-project';
  const id = takesOver ? candidate : ports.ids.next();
  const { accessToken, expiresAt: promised } = signIn.tokens;
  const apiOrigin = new URL(record.binding.identityEndpoint).origin;
  const token: LiveToken = { accessToken, expiresAt: promised, apiOrigin };
  const { workspace, trouble } = await enterWorkspace(
    ports.api,
    provider,
    token,
    known?.workspace ?? 'production',
  );
  const stored = await storeRecord(ports, signIn, id);
  if (!stored.ok) return stored;
  // What lives already is moved now, not once more together with this one.
  ports.observeClock();
  const tokens = withClockMoved(ports.clock, signIn.tokens, signIn.clockOffset);
  const { issuedAt, expiresAt } = tokens;
  const account = toAccount(ports, { ...signIn, tokens }, identity, known, id);
  ports.liveTokens.keep(id, { ...token, expiresAt });
  publish(ports, account, { issuedAt, expiresAt, scope: record.scope, workspace }, trouble);
  putAwayIfLocked(ports, id);
  await settleOlder(ports, signIn, account);
  if (known?.id === id) await letGo(ports, signIn, known);
  ports.onSignedIn(id);
  return ok({ account, isKnown: known !== undefined });
}

/** Locked while the browser was open: the sign-in is kept, its token is not. */
function putAwayIfLocked({ store, liveTokens }: KeepAccountPorts, id: string): void {
  if (!store.get().isLocked) return;
  liveTokens.drop(id);
  store.update(withTokensAway);
}

/** Sign-outs that still wait must not end what has just begun. */
async function settleOlder(
  ports: KeepAccountPorts,
  signIn: NewSignIn,
  { id, identity }: Account,
): Promise<void> {
  if (ports.providers[signIn.instance.provider].signOut === 'revoke-project') {
    const older = sharingConsent(ports.store.get(), { instance: signIn.instance, identity }, id);
    for (const { id: other, queuedSignOut } of older) if (queuedSignOut !== null) await ports.makeWay(other);
    return;
  }
  for (const waiting of findSame(ports, signIn, identity)) if (waiting.id !== id) leaveBehind(ports, waiting);
}

/**
 * Its sign-out still waits, and only its own record can finish it: it stays until then. Ending all of this person's
 * sign-ins would end the new one, too.
 */
function leaveBehind({ store }: KeepAccountPorts, { id }: Account): void {
  store.update((state) =>
    changeAccount(state, id, null, (account) =>
      account.queuedSignOut === null
        ? account
        : { ...account, queuedSignOut: { ...account.queuedSignOut, everywhere: false, thenRemove: true } },
    ),
  );
}

/** The record in the other vault belongs to nobody now. */
async function letGo({ safekeeping }: KeepAccountPorts, { safe }: NewSignIn, known: Account): Promise<void> {
  if (known.storedIn !== null && known.storedIn !== safe.storedIn)
    await safekeeping.of(known).discard(known.id);
}

const replaceable: readonly Failure['kind'][] = ['secret-missing', 'keychain-failed'];

/** Writes the record, and puts things back as they were when that failed or nobody wants it any more. */
async function storeRecord(
  { safekeeping }: KeepAccountPorts,
  { record, isWanted, safe: { vault } }: NewSignIn,
  id: string,
): Promise<Result<void>> {
  const before = await vault.read(id);
  // An entry that came back but makes no sense is replaced; a keychain in trouble is left alone.
  if (!before.ok && !replaceable.includes(before.failure.kind)) {
    safekeeping.noteTrouble(before.failure);
    return before;
  }
  const written = await vault.write(id, record);
  if (written.ok && isWanted()) return written;
  if (before.ok) await vault.write(id, before.value);
  else if (before.failure.kind === 'secret-missing') await vault.discard(id);
  if (!written.ok) safekeeping.noteTrouble(written.failure);
  return written.ok ? cancelled : written;
}

function publish({ store }: KeepAccountPorts, account: Account, lease: Lease, trouble: Failure | null): void {
  store.update((state) =>
    changeAccount(
      {
        ...state,
        catalog: withAccount(state.catalog, account),
        accounts: { ...state.accounts, [account.id]: state.accounts[account.id] ?? { kind: 'signed-out' } },
        signOuts: withoutKey(state.signOuts, account.id),
      },
      account.id,
      { kind: 'signed-in', lease, trouble },
      (known) => known,
    ),
  );
}

/** The same person signed in by browser, or the same key: it keeps its account. Anybody else gets one of their own. */
function findSame(
  { store }: KeepAccountPorts,
  { instance, signsInWith }: NewSignIn,
  { userId }: Identity,
): readonly Account[] {
  return store
    .get()
    .catalog.accounts.filter((account) => account.instanceId === instance.id)
    .filter(({ signsInWith: other, identity }) =>
      signsInWith.kind === 'api-key'
        ? other.kind === 'api-key' && other.keyId === signsInWith.keyId
        : other.kind === 'oauth' && identity.userId === userId,
    );
}

/** Beside one whose sign-out waits, or that stays for its report, there may be the one that took its place. */
function best(same: readonly Account[]): Account | undefined {
  const free = same.filter(({ queuedSignOut }) => queuedSignOut === null);
  return free.find(({ signedOut }) => !signedOut) ?? free[0] ?? same[0];
}

function toAccount(
  { clock }: KeepAccountPorts,
  { instance, signsInWith, record, safe, tokens }: NewSignIn,
  identity: Identity,
  known: Account | undefined,
  id: string,
): Account {
  const signedInAt = clock.now();
  return withActivity(
    {
      id,
      instanceId: instance.id,
      identity,
      signsInWith,
      storedIn: safe.storedIn,
      signedOut: false,
      queuedSignOut: null,
      workspace: known?.workspace ?? 'production',
      isAdmin: known?.isAdmin ?? null,
      tokensEndAt: Math.max(known?.tokensEndAt ?? 0, tokens.expiresAt),
      grantedScope: signsInWith.kind === 'oauth' ? record.scope : null,
      consentEndsAt: tokens.refreshEndsAt,
      lastUsedAt: signedInAt,
      lastHandOutAt: known?.lastHandOutAt ?? null,
      keepFresh: known?.keepFresh ?? 'when-used',
      isPinned: known?.isPinned ?? false,
      signedInAt,
      renewalStartedAt: null,
      renewalMark: null,
      endedBy: null,
      activity: known?.activity ?? [],
    },
    { at: signedInAt, what: signsInWith.kind === 'api-key' ? 'key-added' : 'signed-in' },
  );
}
