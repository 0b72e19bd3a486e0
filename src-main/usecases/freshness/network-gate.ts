// Nothing starts while the system says that there is no network; and when it is back, one try has to go well before the
// others follow. This computer itself is always there.
import { isLoopback } from '#domain/address';
import { backoff, longestBackoff } from '#domain/backoff';
import type { Chance, Clock, Network } from '../ports';
import type { Outcome } from './scheduler';

/** While something waits for it. The system tells nobody in the main process when it is back. */
const lookAgainAfter = 20_000;

export type NetworkPorts = {
  readonly clock: Pick<Clock, 'now'>;
  readonly chance: Chance;
  readonly network: Network;
  /** Called when something would start and cannot, and when it can again. */
  readonly onOffline: (isOffline: boolean) => void;
};

export function createNetworkGate(ports: NetworkPorts) {
  const { clock, network, onOffline } = ports;
  const probe = createProbe(ports);
  let isOffline = false;
  let underWay = 0;

  function note(isNowOffline: boolean): void {
    if (isNowOffline === isOffline) return;
    isOffline = isNowOffline;
    probe.begin();
    onOffline(isOffline);
  }

  return {
    mayStart(host: string): boolean {
      if (isHere(host)) return true;
      note(!network.isOnline());
      return !isOffline && probe.mayStart(underWay);
    },
    started(host: string): void {
      if (!isHere(host)) underWay += 1;
    },
    ended(host: string): void {
      if (!isHere(host)) underWay -= 1;
    },
    report(host: string, outcome: Outcome): void {
      if (isHere(host)) return;
      const isThrough = outcome.kind !== 'failed' || !outcome.isNetwork;
      // Somebody came through, whoever asked.
      if (isThrough) note(false);
      probe.report(isThrough);
    },
    /** After sleep the network may say that it is there before it is. */
    distrust: probe.begin,
    /** Epoch ms at which to look again; null when the network is no obstacle. */
    nextLook(host: string): number | null {
      if (isHere(host)) return null;
      return isOffline ? clock.now() + lookAgainAfter : probe.pausedUntil();
    },
  };
}

/** While nobody has come through since it was away: one try at a time, with growing pauses. */
function createProbe({ clock, chance }: Pick<NetworkPorts, 'clock' | 'chance'>) {
  let isProbing = false;
  let failures = 0;
  let pausedUntil = 0;
  /** A clock that was set back makes no pause longer. */
  const end = (): number => (pausedUntil - clock.now() > longestBackoff ? 0 : pausedUntil);
  return {
    begin: (): void => {
      isProbing = true;
      failures = 0;
      pausedUntil = 0;
    },
    report(isThrough: boolean): void {
      failures = isThrough ? 0 : failures + 1;
      if (isThrough) isProbing = false;
      else pausedUntil = clock.now() + backoff(failures, chance());
    },
    mayStart: (underWay: number): boolean => !isProbing || (underWay === 0 && end() <= clock.now()),
    pausedUntil: (): number | null => (isProbing && end() > clock.now() ? end() : null),
  };
}

function isHere(host: string): boolean {
  return isLoopback(new URL(`http://${host}`).hostname);
}
