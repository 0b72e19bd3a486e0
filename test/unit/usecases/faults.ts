// Every call of a port in a scenario fails once, with each of its failures, by a rejection, or by a wrong answer.
import type { Failure } from '#domain/failure';
import { fail } from '#domain/result';
import { seconds } from '#support/builders';
import type { Desk } from '#support/desk';

/** A step is awaited, with time passing, before the next begins. What it gives back is what the person is told. */
export type Scenario = {
  readonly name: string;
  readonly desk: () => Desk;
  /** Not part of what fails. */
  readonly before?: (desk: Desk) => Promise<unknown>;
  readonly steps: readonly ((desk: Desk) => unknown)[];
};

export type Fault = {
  /** E.g. `vault.write`. */
  readonly port: string;
  /** Which of its calls, from 0. */
  readonly call: number;
  readonly how: How;
};

type How =
  | { readonly kind: 'fails'; readonly failure: Failure }
  | { readonly kind: 'throws' }
  | { readonly kind: 'says'; readonly value: unknown };

const host = 'acme.cloud.looker.com';
const network: readonly Failure[] = [
  { kind: 'offline', host },
  { kind: 'provider-unreachable', host, reason: 'timed-out' },
  { kind: 'provider-unreachable', host, reason: 'dropped' },
  { kind: 'certificate-untrusted', host },
  { kind: 'provider-busy', host, retryAt: null },
  { kind: 'provider-misbehaved', host, status: 200, what: 'html' },
];
const keychain: readonly Failure[] = [
  { kind: 'keychain-missing' },
  { kind: 'keychain-locked' },
  { kind: 'keychain-timed-out' },
  { kind: 'keychain-failed' },
];
const disk: readonly Failure[] = (['disk-full', 'denied', 'other'] as const).map((reason) => ({
  kind: 'catalog-not-saved',
  reason,
}));

type Breakable = {
  readonly fails?: readonly Failure[];
  readonly says?: readonly unknown[];
  readonly isSync?: true;
  readonly neverThrows?: true;
};

const ports: Readonly<Record<string, Breakable>> = {
  'vault.check': { fails: keychain },
  'vault.isOpen': { says: [false] },
  'vault.close': { isSync: true },
  'vault.read': { fails: keychain },
  'vault.write': { fails: [...keychain, { kind: 'secret-too-large', bytes: 3_000, limit: 2_560 }] },
  'vault.remove': { fails: keychain },
  'oauth.authorizationUrl': {},
  'oauth.redeem': { fails: [...network, { kind: 'code-rejected', description: null }] },
  'oauth.renew': { fails: network },
  'api.identify': { fails: network },
  'api.isAlive': { fails: network },
  'api.logout': { fails: network },
  'api.revoke': { fails: network },
  'api.call': { fails: network },
  'receiver.open': {
    fails: [
      { kind: 'port-taken', port: 48_517, holder: null },
      { kind: 'port-refused', port: 48_517 },
    ],
  },
  'browser.open': { fails: [{ kind: 'browser-not-opened' }] },
  'clipboard.put': { fails: [{ kind: 'clipboard-refused' }] },
  'clipboard.clearIfHolds': {},
  'file.save': { fails: disk },
  'file.settled': {},
  'renewalLock.take': { fails: [{ kind: 'renewed-elsewhere' }] },
  'network.isOnline': { says: [false], isSync: true, neverThrows: true },
  'shell.notify': { isSync: true },
};

type Loose = Record<string, (...of: unknown[]) => unknown>;

/** Counts the calls of every port from now on, and lets one of them fail. */
function instrument(desk: Desk, fault: Fault | null): ReadonlyMap<string, number> {
  const calls = new Map<string, number>();
  for (const [port, { isSync }] of Object.entries(ports)) {
    const [owner = '', name = ''] = port.split('.');
    const target = (desk as unknown as Record<string, Loose>)[owner];
    const original = target?.[name];
    if (target === undefined || original === undefined) throw new Error(`There is no port ${port}`);
    target[name] = (...of) => {
      const call = calls.get(port) ?? 0;
      calls.set(port, call + 1);
      if (fault?.port !== port || fault.call !== call) return original.apply(target, of);
      const { how } = fault;
      if (how.kind === 'throws') {
        const error = new Error(`injected into ${port}`);
        if (isSync) throw error;
        return Promise.reject(error);
      }
      const answer = how.kind === 'fails' ? fail(how.failure) : how.value;
      return isSync ? answer : Promise.resolve(answer);
    };
  }
  return calls;
}

export type Played = {
  readonly calls: ReadonlyMap<string, number>;
  readonly hangs: boolean;
  /** Somebody who did something was told that it did not work. */
  readonly isTold: boolean;
  /** The window said, at some time, that something is wrong. */
  readonly isShown: boolean;
  /** What the person sees afterwards, without times and values. */
  readonly picture: string;
  readonly desk: Desk;
};

export async function play({ desk: toDesk, before, steps }: Scenario, fault: Fault | null): Promise<Played> {
  const desk = toDesk();
  await before?.(desk);
  const calls = instrument(desk, fault);
  let isShown = false;
  desk.store.subscribe(() => (isShown ||= isTroubleShown(desk)));
  let isTold = false;
  let hangs = false;
  for (const step of steps) {
    const run = { isOver: false };
    void Promise.resolve()
      .then(() => step(desk))
      .then((answer) => (isTold ||= isRefusal(answer)))
      .catch(() => (isTold = true))
      .finally(() => (run.isOver = true));
    for (let round = 0; round < 60 && !run.isOver; round += 1) await desk.clock.pass(seconds(60));
    hangs ||= !run.isOver;
  }
  await desk.clock.pass(seconds(5));
  return { calls, hangs, isTold, isShown, picture: pictureOf(desk), desk };
}

function isRefusal(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;
}

function isTroubleShown(desk: Desk): boolean {
  const { instances, vault, catalogTrouble } = desk.view();
  const accounts = instances.flatMap((instance) => instance.accounts);
  return (
    vault.kind === 'trouble' ||
    catalogTrouble !== null ||
    instances.some(({ signIn }) => signIn?.progress.kind === 'failed' || signIn?.browserOpened === false) ||
    accounts.some(({ state, queuedSignOut, signOut }) => {
      const trouble = 'failure' in state ? state.failure : 'trouble' in state ? state.trouble : null;
      return trouble !== null || queuedSignOut !== null || signOut !== null;
    })
  );
}

function pictureOf(desk: Desk): string {
  const { instances, vault, catalogTrouble, isLocked, clipboard } = desk.view();
  const accounts = instances.flatMap((instance) =>
    instance.accounts.map(({ id, state, storedIn, queuedSignOut, renewsAt }) => ({
      id,
      state: state.kind,
      trouble:
        'failure' in state ? state.failure.kind : 'trouble' in state ? (state.trouble?.kind ?? '') : '',
      storedIn,
      waits: queuedSignOut !== null,
      isPlanned: renewsAt !== null,
    })),
  );
  const signIns = instances.map(({ signIn }) => signIn?.progress.kind ?? '');
  return JSON.stringify({
    accounts,
    signIns,
    vault: vault.kind,
    catalogTrouble,
    isLocked,
    isClear: clipboard === null && desk.clipboard.text === '',
  });
}

/** All faults of the calls that a scenario makes when nothing fails. */
export function faultsFor(calls: ReadonlyMap<string, number>): readonly Fault[] {
  return [...calls].flatMap(([port, count]) => {
    const { fails = [], says = [], neverThrows = false } = ports[port] ?? {};
    const hows: readonly How[] = [
      ...fails.map((failure) => ({ kind: 'fails', failure }) as const),
      ...says.map((value) => ({ kind: 'says', value }) as const),
      ...(neverThrows ? [] : [{ kind: 'throws' } as const]),
    ];
    return Array.from({ length: count }, (_, call) => hows.map((how) => ({ port, call, how }))).flat();
  });
}

export function nameOf({ port, call, how }: Fault): string {
  const what =
    how.kind === 'fails' ? how.failure.kind : how.kind === 'says' ? `says ${String(how.value)}` : 'throws';
  return `${port} #${call + 1}: ${what}`;
}
