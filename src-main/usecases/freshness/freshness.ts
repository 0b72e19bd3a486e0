// Everything that keeps tokens fresh, put together: what is due when, what may start, what the clock and the computer do.
import { createRenewals, type RenewalCause, type Renewals } from '../tokens/renew';
import type { RenewalPorts } from '../tokens/renewal-run';
import type { Network, ServerTimes, Vault } from '../ports';
import { createAlarms, type Alarms } from './alarms';
import { createClockWatch } from './clock-watch';
import { createHeldSecrets } from './held-secrets';
import { createHostOf } from './host-of';
import { createKeepFresh, toOutcome } from './keep-fresh';
import { createLanes, type Lanes } from './lanes';
import { createOpenQuietly } from './open-quietly';
import { createScheduler } from './scheduler';

export type FreshnessPorts = Omit<RenewalPorts, 'observeClock' | 'keychain'> & {
  readonly network: Network;
  readonly serverTimes: ServerTimes;
  readonly vault: Vault;
};

/** A renewal so soon after waking up is told as one that came of it. */
const wakeTime = 15 * 60_000;

export type Freshness = ReturnType<typeof createFreshness>;

export function createFreshness(ports: FreshnessPorts) {
  const { store, clock, liveTokens, serverTimes, log } = ports;
  let isOn = false;
  const onBug = (error: unknown): void => void log.bug('freshness', error);
  const alarms = createAlarms({ clock, onLook: () => clockWatch.observe(), onBug });
  const clockWatch = createClockWatch({ store, clock, liveTokens, onJump: () => keepFresh.replan() });
  const lanes = createLanes();
  const hostOf = createHostOf(ports);
  const openQuietly = createOpenQuietly({ ...ports, alarms, onBug });
  const held = createHeldSecrets({ ...ports, alarms, onBug });
  const { scheduler, noteWake } = createRunning(ports, alarms, lanes, {
    renew: (id, cause) => renewals.renew(id, cause),
    stillWants: (id) => keepFresh.stillWants(id),
  });
  const renewals: Renewals = createRenewals({
    ...ports,
    keychain: ports.vault,
    observeClock: clockWatch.observe,
    lanes,
    hostOf,
    onEnd(id, host, result) {
      scheduler.report(id, host, toOutcome(result));
      held.look();
      // Whoever asked has opened the keychain; or it was found shut, and is looked at again.
      if (isOn && !held.areThere()) void openQuietly().catch(onBug);
    },
  });
  const keepFresh = createKeepFresh({ ...ports, scheduler, hostOf });
  serverTimes.listen(clockWatch.heard);
  const replan = (): void => {
    isOn = true;
    keepFresh.replan();
  };
  const stop = (): void => [scheduler, keepFresh, alarms].forEach((part) => part.stop());
  const { plannedAt, hold } = scheduler;
  return { alarms, clockWatch, held, renewals, plannedAt, replan, hold, openQuietly, noteWake, stop };
}

/** The scheduler, with what it runs. Nothing starts before the app says so. */
function createRunning(
  { store, clock, chance, network, log }: FreshnessPorts,
  alarms: Alarms,
  lanes: Lanes,
  run: {
    readonly renew: (id: string, cause: RenewalCause) => Promise<unknown>;
    readonly stillWants: (id: string) => boolean;
  },
) {
  let wokeAt = Number.NEGATIVE_INFINITY;
  const scheduler = createScheduler({
    clock,
    chance,
    alarms,
    lanes,
    network,
    onOffline: (isOffline) =>
      store.update((state) => ({ ...state, renewals: { ...state.renewals, isOffline } })),
    async run(id) {
      try {
        if (!run.stillWants(id)) return;
        await run.renew(id, clock.monotonic() - wokeAt < wakeTime ? 'after-wake' : 'ahead');
      } catch (error) {
        log.bug('renewal ahead', error);
      }
    },
  });
  scheduler.hold(true);
  return { scheduler, noteWake: (): void => void (wokeAt = clock.monotonic()) };
}
