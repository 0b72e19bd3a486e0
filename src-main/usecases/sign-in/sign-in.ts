// From a click to a kept sign-in, step by step. Each attempt has its own receiver, state and verifier; a late
// answer to an attempt that was replaced or cancelled changes nothing.
import type { Failure } from '#domain/failure';
import type { Instance } from '#domain/instance';
import { redirectTargetOf, type MeantFor } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import type { SignInAttempt } from '#domain/sign-in-attempt';
import { endUnkept, keepSignIn } from './keep-sign-in';
import { pause } from '../pause';
import { clockOffset } from '../tokens/clock-offset';
import type { AuthorizationRequest, Door } from '../ports';
import { cancelled } from './keep-account';
import { isAbandoned, move, type Running, type SignInPorts, type Step } from './sign-in-run';
import { findInstance, withoutKey } from '../store';

export const signInMinutes = 5;
/** More at once than a person can follow; the oldest gives way. */
const atMostAtOnce = 5;
/** Milliseconds that old sign-outs may hold up a code that has come back. */
const longestOldEnd = 5_000;
/** How long "signed in as" stays before it makes room. */
const doneStaysFor = 8_000;

export type SignIn = {
  /** Starts an attempt and returns at once; its steps show in the state. Replaces one under way at this instance. */
  readonly start: (instanceId: string, accountId: string | null) => Result<{ readonly attemptId: string }>;
  readonly cancel: (instanceId: string) => void;
  /** Forgets an attempt that is over. */
  readonly dismiss: (instanceId: string) => void;
  readonly copyLink: (instanceId: string) => Promise<Result<void>>;
  readonly cancelAll: () => void;
};

type Attempts = Map<string, Running>;

export function createSignIn(ports: SignInPorts): SignIn {
  const running: Attempts = new Map();
  return {
    start(instanceId, accountId) {
      const instance = findInstance(ports.store.get(), instanceId);
      if (!instance.ok) return instance;
      cancel(ports, running, instanceId);
      for (const other of onSamePort(ports, running, instance.value)) cancel(ports, running, other);
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
      return link === null ? fail({ kind: 'sign-in-cancelled' }) : ports.copyText(link);
    },
    cancelAll() {
      for (const instanceId of [...running.keys()]) cancel(ports, running, instanceId);
    },
  };
}

/** One whose browser never comes back would keep the port for minutes. */
function onSamePort(
  { providers, store }: SignInPorts,
  running: Attempts,
  instance: Instance,
): readonly string[] {
  const portOf = (one: Instance): number | null => redirectTargetOf(providers[one.provider], one).port;
  const port = portOf(instance);
  return [...running.values()].flatMap(({ instance: one }) =>
    port !== null && portOf(one) === port && isWaiting(store.get().signIns[one.id]) ? [one.id] : [],
  );
}

/** The browser has not come back yet, so the port is still held. */
function isWaiting(attempt: SignInAttempt | undefined): boolean {
  const step = attempt?.progress.kind === 'under-way' ? attempt.progress.step : null;
  return step === 'receiver' || step === 'browser' || step === 'answer';
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

function begin(
  { providers, store, clock, ids }: SignInPorts,
  instance: Instance,
  accountId: string | null,
): Running {
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
  return {
    attempt,
    instance,
    provider: providers[instance.provider],
    door: null,
    link: null,
    isOver: false,
    clockOffset: 0,
  };
}

/** The story. After every wait it asks whether anybody still wants its end. */
async function tell(ports: SignInPorts, run: Running): Step<void> {
  const safe = await ports.safekeeping.forNew();
  if (!safe.ok) return safe;
  // Nobody should log in and then hear that the client secret is gone.
  const { token: tokenEndpoint } = run.provider.endpoints(run.instance);
  const { clientId } = run.instance;
  const clientSecret = await ports.clientSecrets.find(run.instance, { tokenEndpoint, clientId });
  if (!clientSecret.ok) return clientSecret;
  const oldOnesEnded = ports.finishSignOuts(run.instance.id);
  const opened = await openDoor(ports, run, clientSecret.value);
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
  // A code does not wait long for what may hang.
  await Promise.race([oldOnesEnded, pause(ports.clock, longestOldEnd)]);
  const judged = ports.oauth.judge(request, answer.value);
  if (!judged.ok) return judged;
  run.clockOffset = clockOffset(ports.clock);
  const tokens = await ports.oauth.redeem(request, judged.value);
  if (!tokens.ok) return tokens;
  move(ports, run, { kind: 'reached', step: 'identity' });
  const kept = await keepSignIn(ports, run, request, tokens.value, safe.value);
  if (!kept.ok) await endUnkept(ports, run, request, tokens.value);
  return kept;
}

/** Who is asked to sign in again, or anybody. */
function meantFor({ store }: SignInPorts, { attempt, instance }: Running): MeantFor {
  const { accounts } = store.get().catalog;
  const here = accounts.filter(({ instanceId }) => instanceId === instance.id);
  const identity = here.find(({ id }) => id === attempt.accountId)?.identity ?? null;
  return { identity, isAnother: identity === null && here.length > 0 };
}

async function openDoor(
  ports: SignInPorts,
  run: Running,
  clientSecret: Secret | null,
): Step<{ readonly door: Door; readonly request: AuthorizationRequest }> {
  const { instance, provider } = run;
  const proof = ports.oauth.newProof();
  const door = await ports.receiver.open({
    ...redirectTargetOf(provider, instance),
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
    scope: provider.scopeOf(instance),
    extras: provider.authorizationExtras(meantFor(ports, run)),
    issuerInAnswer: provider.issuerInAnswer,
    proof,
    clientSecret,
  };
  return ok({ door: door.value, request });
}
