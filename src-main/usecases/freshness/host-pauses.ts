// What one host is spared: the pause it asked for, and, after five failures in a row, all but one try at a time with more
// than a minute between them, so that a broken server sees sixty an hour at most, the first ones included.
import type { Chance, Clock } from '../ports';
import type { Outcome } from './scheduler';

const mostFailures = 5;
const shortestPause = 70_000;
/** At once as wide as it gets: whoever was cut off together does not come back together. */
const widestSpread = 5 * 60_000;
/** Whatever a server asks for. */
const longestPause = 86_400_000;
/** A clock that was set back by more must not make a pause longer. */
const slack = 60_000;

/** Epoch ms, and how long it was when it began. */
type Pause = { readonly until: number; readonly length: number };

type Host = {
  failures: number;
  underWay: number;
  /** By `Retry-After`. Nothing ends it early: what went well may have been sent before. */
  asked: Pause;
  /** After failures in a row, until one goes well. */
  own: Pause;
};

type HostPausesPorts = { readonly clock: Pick<Clock, 'now'>; readonly chance: Chance };

const none: Pause = { until: 0, length: 0 };

export function createHostPauses({ clock, chance }: HostPausesPorts) {
  const hosts = new Map<string, Host>();
  const hostOf = (name: string): Host => {
    const known = hosts.get(name) ?? { failures: 0, underWay: 0, asked: none, own: none };
    hosts.set(name, known);
    return known;
  };
  /** Epoch ms; 0 when it is over. */
  const endOf = ({ until, length }: Pause): number => {
    const left = until - clock.now();
    return left <= 0 || left > length + slack ? 0 : until;
  };
  const pausedUntil = ({ asked, own }: Host): number => Math.max(endOf(asked), endOf(own));
  const toPause = (length: number): Pause => ({ until: clock.now() + length, length });
  return {
    mayStart(name: string): boolean {
      const host = hosts.get(name);
      if (host === undefined) return true;
      return pausedUntil(host) === 0 && (host.failures < mostFailures || host.underWay === 0);
    },
    started: (name: string): void => void (hostOf(name).underWay += 1),
    ended: (name: string): void => void (hostOf(name).underWay -= 1),
    report(name: string, outcome: Outcome): void {
      if (outcome.kind === 'unsent') return;
      const host = hostOf(name);
      host.failures = outcome.kind === 'failed' ? host.failures + 1 : 0;
      host.own = host.failures < mostFailures ? none : toPause(shortestPause + widestSpread * chance());
      const retryAt = outcome.kind === 'failed' ? (outcome.retryAt ?? 0) : 0;
      if (retryAt > endOf(host.asked)) host.asked = toPause(Math.min(retryAt - clock.now(), longestPause));
    },
    /** Epoch ms at which its pause ends; null when it has none. */
    nextLook(name: string): number | null {
      const host = hosts.get(name);
      return host === undefined ? null : pausedUntil(host) || null;
    },
  };
}
