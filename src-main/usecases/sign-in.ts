// From a click to a kept sign-in, step by step. Each attempt has its own receiver, state and verifier; a late
// answer to an attempt that was replaced or cancelled changes nothing.
import { withActivity, type Account, type Identity, type Lease } from '#domain/account';
import { withAccount } from '#domain/catalog';
import type { Failure } from '#domain/failure';
import type { Instance } from '#domain/instance';
import type { Provider } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import { advance, type SignInAttempt, type SignInEvent } from '#domain/sign-in-attempt';
import type { TokenSet, VaultRecord } from '#domain/token-set';
import { providers } from '#providers/registry';
import type { LiveTokens } from './live-tokens';
import type {
  AuthorizationRequest,
  Browser,
  Clipboard,
  Clock,
  Door,
  Ids,
  OAuth,
  ProviderApi,
  Receiver,
} from './ports';
import type { Safekeeping } from './safekeeping';
import { changeAccount, findInstance, withoutKey, type Store } from './store';

export const signInMinutes = 5;
/** More at once than a person can follow; the oldest gives way. */
const atMostAtOnce = 5;
/** How long "signed in as" stays before it makes room. */
const doneStaysFor = 8_000;

export type SignInPorts = {
  readonly store: Store;
  readonly liveTokens: LiveTokens;
  readonly safekeeping: Safekeeping;
  readonly receiver: Receiver;
  readonly browser: Browser;
  readonly clipboard: Clipboard;
  readonly oauth: OAuth;
  readonly api: ProviderApi;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Called when an attempt is over, so that the window can be brought to the front. */
  readonly onOver: (instanceId: string) => void;
  readonly onBug: (error: unknown) => string;
};

export type SignIn = {
  /** Starts an attempt and returns at once; its steps show in the state. Replaces one under way at this instance. */
  readonly start: (instanceId: string, accountId: string | null) => Result<{ readonly attemptId: string }>;
  readonly cancel: (instanceId: string) => void;
  /** Forgets an attempt that is over. */
  readonly dismiss: (instanceId: string) => void;
  readonly copyLink: (instanceId: string) => Promise<Result<void>>;
  readonly cancelAll: () => void;
};

/** What an attempt holds open while it runs. */
type Running = {
  readonly attempt: SignInAttempt;
  readonly instance: Instance;
  readonly provider: Provider;
  door: Door | null;
  link: string | null;
  isOver: boolean;
};

type Attempts = Map<string, Running>;
type Step<T> = Promise<Result<T>>;

export function createSignIn(ports: SignInPorts): SignIn {
  const running: Attempts = new Map();
  return {
    start(instanceId, accountId) {
      const instance = findInstance(ports.store.get(), instanceId);
      if (!instance.ok) return instance;
      cancel(ports, running, instanceId);
      const [oldest] = running.keys();
      if (running.size >= atMostAtOnce && oldest !== undefined) cancel(ports, running, oldest);
      const run = begin(ports, instance.value, accountId);
      running.set(instanceId, run);
      void follow(ports, running, run);
      return ok({ attemptId: run.attempt.id });
    },
    cancel: (instanceId) => cancel(ports, running, instanceId),
    dismiss(instanceId) {
      if (!running.has(instanceId)) putAway(ports, instanceId);
    },
    async copyLink(instanceId) {
      const link = running.get(instanceId)?.link ?? null;
      return link === null ? fail({ kind: 'sign-in-cancelled' }) : ports.clipboard.put(link);
    },
    cancelAll() {
      for (const instanceId of [...running.keys()]) cancel(ports, running, instanceId);
    },
  };
}

function cancel(ports: SignInPorts, running: Attempts, instanceId: string): void {
  const run = running.get(instanceId);
  if (run === undefined) return;
  running.delete(instanceId);
  abandon(ports, run, { kind: 'sign-in-cancelled' });
}

function abandon(ports: SignInPorts, run: Running, failure: Failure): void {
  if (run.isOver) return;
  run.isOver = true;
  run.door?.close();
  move(ports, run, { kind: 'failed', failure });
}

/** Lets the story run within its time, whatever happens in it. */
async function follow(ports: SignInPorts, running: Attempts, run: Running): Promise<void> {
  const callOff = ports.clock.after(run.attempt.endsAt - run.attempt.startedAt, () => {
    abandon(ports, run, { kind: 'sign-in-timed-out', minutes: signInMinutes });
  });
  try {
    const outcome = await tell(ports, run);
    // Back from the browser, well or not; but not after the user cancelled, or hours later.
    if (!run.isOver) ports.onOver(run.instance.id);
    if (!outcome.ok) abandon(ports, run, outcome.failure);
    else ports.clock.after(doneStaysFor, () => putAwayIfStill(ports, run));
  } catch (error) {
    abandon(ports, run, { kind: 'internal', reference: ports.onBug(error) });
  } finally {
    callOff();
    run.door?.close();
    if (running.get(run.instance.id) === run) running.delete(run.instance.id);
  }
}

function putAway({ store }: SignInPorts, instanceId: string): void {
  store.update((state) => ({ ...state, signIns: withoutKey(state.signIns, instanceId) }));
}

function putAwayIfStill(ports: SignInPorts, run: Running): void {
  if (ports.store.get().signIns[run.instance.id]?.id === run.attempt.id) putAway(ports, run.instance.id);
}

function begin({ store, clock, ids }: SignInPorts, instance: Instance, accountId: string | null): Running {
  const startedAt = clock.now();
  const attempt: SignInAttempt = {
    id: ids.next(),
    instanceId: instance.id,
    accountId,
    startedAt,
    endsAt: startedAt + signInMinutes * 60_000,
    port: null,
    browserOpened: null,
    progress: { kind: 'under-way', step: 'receiver' },
  };
  store.update((state) => ({ ...state, signIns: { ...state.signIns, [instance.id]: attempt } }));
  return { attempt, instance, provider: providers[instance.provider], door: null, link: null, isOver: false };
}

function move({ store }: SignInPorts, run: Running, event: SignInEvent): void {
  store.update((state) => {
    const current = state.signIns[run.instance.id];
    if (current?.id !== run.attempt.id) return state;
    return { ...state, signIns: { ...state.signIns, [run.instance.id]: advance(current, event) } };
  });
}

/** The story. After every wait it asks whether anybody still wants its end. */
async function tell(ports: SignInPorts, run: Running): Step<void> {
  const safe = await ports.safekeeping.forNew();
  if (!safe.ok) return safe;
  const opened = await openDoor(ports, run);
  if (!opened.ok) return opened;
  const { door, request } = opened.value;
  move(ports, run, { kind: 'receiver-ready', port: door.port });

  run.link = await ports.oauth.authorizationUrl(request);
  if (isAbandoned(run)) return cancelled;
  const shown = await ports.browser.open(run.link);
  // Not the end: the link can still be copied into any browser.
  move(ports, run, { kind: 'browser-asked', opened: shown.ok });

  const answer = await door.answer;
  if (!answer.ok) return answer;
  move(ports, run, { kind: 'reached', step: 'exchange' });
  const judged = ports.oauth.judge(request, answer.value);
  if (!judged.ok) return judged;
  const tokens = await ports.oauth.redeem(request, judged.value);
  if (!tokens.ok) return tokens;
  move(ports, run, { kind: 'reached', step: 'identity' });
  const kept = await keep(ports, run, request, tokens.value, safe.value);
  // Nobody will use what was just handed out, so it should not live on at the provider.
  if (!kept.ok) await endUnkept(ports, run, request, tokens.value);
  return kept;
}

async function openDoor(
  ports: SignInPorts,
  run: Running,
): Step<{ readonly door: Door; readonly request: AuthorizationRequest }> {
  const { instance, provider } = run;
  const proof = ports.oauth.newProof();
  const door = await ports.receiver.open({
    port: instance.redirectPort,
    path: provider.redirectPath,
    state: proof.state,
  });
  if (!door.ok) return door;
  run.door = door.value;
  if (isAbandoned(run)) {
    door.value.close();
    return cancelled;
  }
  const request: AuthorizationRequest = {
    endpoints: provider.endpoints(instance),
    clientId: instance.clientId,
    redirectUri: door.value.redirectUri,
    scope: provider.scope,
    extras: provider.authorizationExtras,
    issuerInAnswer: provider.issuerInAnswer,
    proof,
  };
  return ok({ door: door.value, request });
}

/** Identity first, then the vault, and only then the list. */
async function keep(
  ports: SignInPorts,
  run: Running,
  { endpoints, clientId, scope: asked }: AuthorizationRequest,
  tokens: TokenSet,
  safe: {
    readonly vault: { write: (id: string, record: VaultRecord) => Step<void> };
    readonly storedIn: 'keychain' | 'memory';
  },
): Step<void> {
  if (tokens.refreshToken === null) return fail({ kind: 'no-refresh-token' });
  const identity = await ports.api.identify(
    endpoints.identity,
    tokens.accessToken,
    run.provider.readIdentity,
  );
  if (!identity.ok) return identity;
  if (isAbandoned(run)) return cancelled;

  const scope = tokens.scope ?? asked;
  const account = toAccount(ports, run, identity.value, safe.storedIn);
  const record: VaultRecord = {
    binding: {
      issuer: endpoints.issuer,
      tokenEndpoint: endpoints.token,
      identityEndpoint: endpoints.identity,
      revocationEndpoint: endpoints.revocation,
      clientId,
    },
    refreshToken: tokens.refreshToken,
    scope,
    generation: 1,
  };
  const written = await safe.vault.write(account.id, record);
  if (!written.ok) return written;
  if (isAbandoned(run)) return cancelled;
  ports.liveTokens.keep(account.id, { accessToken: tokens.accessToken, expiresAt: tokens.expiresAt });
  publish(ports, run, account, { issuedAt: tokens.issuedAt, expiresAt: tokens.expiresAt, scope });
  return ok(undefined);
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
  ports: SignInPorts,
  run: Running,
  identity: Identity,
  storedIn: 'keychain' | 'memory',
): Account {
  const known = accountsAt(ports, run).find((account) => account.identity.userId === identity.userId);
  const signedInAt = ports.clock.now();
  return withActivity(
    {
      id: known?.id ?? ports.ids.next(),
      instanceId: run.instance.id,
      identity,
      storedIn,
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

async function endUnkept(
  { api }: SignInPorts,
  { provider }: Running,
  { endpoints, clientId }: AuthorizationRequest,
  tokens: TokenSet,
): Promise<void> {
  if (provider.signOut === 'logout') await api.logout(endpoints.revocation, tokens.accessToken);
  else await api.revoke(endpoints.revocation, clientId, tokens.refreshToken ?? tokens.accessToken);
}

const cancelled = fail({ kind: 'sign-in-cancelled' } as const);

function isAbandoned(run: Running): boolean {
  return run.isOver;
}
