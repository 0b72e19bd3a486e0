// One computer with Daypass on it: the app's own scheduling, deadlines and presence, over a network that is always there.
// What one renewal does beside its request is left out, as are window, tray and files: they send nothing.
import type { Account } from '#domain/account';
import type { AccountEvent, AccountState } from '#domain/account-state';
import { emptyCatalog, type Catalog } from '#domain/catalog';
import type { Result } from '#domain/result';
import type { TokenSet } from '#domain/token-set';
import { createDeadlines } from '#usecases/deadlines';
import { createAlarms } from '#usecases/freshness/alarms';
import { createKeepFresh, toOutcome } from '#usecases/freshness/keep-fresh';
import { createLanes } from '#usecases/freshness/lanes';
import { createPresence, type Presence } from '#usecases/freshness/presence';
import { createScheduler } from '#usecases/freshness/scheduler';
import { changeAccount, createStore, toInitialState, type AppState, type Store } from '#usecases/store';
import { aKnownAccount, aLooker } from '#support/builders';
import { createComputer, type Computer, type World } from './world';
import type { Host } from './host';

export type Desktop = { readonly computer: Computer; readonly presence: Presence };

export type DesktopPlan = {
  readonly world: World;
  readonly host: Host;
  readonly chance: () => number;
  /** When the token of each account was issued, epoch ms. An hour is its life. */
  readonly issuedAt: readonly number[];
};

const hour = 3_600_000;
const instance = aLooker();
const hostName = 'acme.cloud.looker.com';
const nothing = (): undefined => undefined;
const soon = (): Promise<void> => Promise.resolve();
const network = { isOnline: () => true };
const quiet = { woke: nothing, screenLocked: nothing };

/** A simulation with a bug in it shows nothing. */
function tellBug(error: unknown): never {
  throw new Error('The simulation has a bug', { cause: error });
}

export function createDesktop({ world, host, chance, issuedAt }: DesktopPlan): Desktop {
  const computer = createComputer(world);
  const { clock } = computer;
  const store = createStore(toState(issuedAt, world.now()));
  const alarms = createAlarms({ clock, onLook: nothing, onBug: nothing });
  const lanes = createLanes();
  const scheduler = createScheduler({
    clock,
    chance,
    alarms,
    lanes,
    network,
    onOffline: nothing,
    async run(id) {
      if (!keepFresh.stillWants(id)) return;
      const result = await lanes.take(hostName, () => renew(store, host, id));
      scheduler.report(id, hostName, toOutcome(result));
    },
  });
  scheduler.hold(true);
  const keepFresh = createKeepFresh({ store, clock, chance, scheduler, hostOf: () => hostName });
  createDeadlines({ store, clock, alarms, clearClipboard: soon, onBug: tellBug });
  const presence = createPresence({
    openQuietly: soon,
    clearClipboard: soon,
    hold: scheduler.hold,
    replan: keepFresh.replan,
    noteWake: nothing,
    lookAtDeadlines: alarms.look,
    lookAtSignOuts: nothing,
    notices: quiet,
    clockWatch: quiet,
    onBug: tellBug,
  });
  return { computer, presence };
}

/** What a renewal is for the state: begun, and ended. */
async function renew(store: Store, host: Host, id: string): Promise<Result<TokenSet>> {
  const tell = (event: AccountEvent): void =>
    store.update((state) => changeAccount(state, id, event, (account) => account));
  tell({ kind: 'renewal-started', attempt: id });
  const result = await host.ask();
  if (result.ok) {
    tell({ kind: 'renewed', attempt: id, lease: toLease(result.value.issuedAt), trouble: null });
  } else {
    tell({ kind: 'renewal-failed', attempt: id, failure: result.failure, now: host.now() });
  }
  return result;
}

/** The same for all computers, until something happens to it. */
const catalogs = new Map<number, Catalog>();

function catalogOf(count: number, now: number): Catalog {
  const known = catalogs.get(count);
  if (known !== undefined) return known;
  const accounts = Array.from({ length: count }, (_, index): Account =>
    aKnownAccount({ id: `account-${index + 1}`, lastHandOutAt: now, keepFresh: 'always' }),
  );
  const catalog = { ...emptyCatalog, instances: [instance], accounts };
  catalogs.set(count, catalog);
  return catalog;
}

function toState(issuedAt: readonly number[], now: number): AppState {
  const catalog = catalogOf(issuedAt.length, now);
  const accounts = Object.fromEntries(
    catalog.accounts.map(({ id }, index) => [id, toAccountState(issuedAt[index] ?? now)] as const),
  );
  return { ...toInitialState(catalog, null), vault: { kind: 'works' }, accounts };
}

function toAccountState(issuedAt: number): AccountState {
  return { kind: 'active', lease: toLease(issuedAt), trouble: null };
}

function toLease(issuedAt: number) {
  return { issuedAt, expiresAt: issuedAt + hour, scope: 'cors_api', workspace: 'production' as const };
}
