// Which renewals go out, and when: by deadline, a few per host, after a pause where a server failed or asked for one, and
// never into a network that is not up. What it does not know: accounts, tokens, why something is due.
import TinyQueue from 'tinyqueue';
import { backoff, longestBackoff } from '#domain/backoff';
import type { Chance, Clock } from '../ports';
import type { Alarm, Alarms } from './alarms';
import { createHostPauses } from './host-pauses';
import type { Lanes } from './lanes';
import { createNetworkGate, type NetworkPorts } from './network-gate';

/** How a renewal ended, for whoever plans the next. */
export type Outcome =
  | { readonly kind: 'done' }
  /** No use in trying again; the server answered as it should. */
  | { readonly kind: 'refused' }
  /** To be tried again, not before `retryAt`; without a network, or by the server's fault. */
  | { readonly kind: 'failed'; readonly retryAt: number | null; readonly isNetwork: boolean }
  /** It ended before anything went out: no use in trying again, and it says nothing about the server. */
  | { readonly kind: 'unsent' };

export type Scheduler = {
  /** Renews at this moment, epoch ms, or as soon afterwards as may be. Null: not by itself. */
  readonly plan: (id: string, host: string, dueAt: number | null) => void;
  /** Epoch ms of the next try; null when none is planned. */
  readonly plannedAt: (id: string) => number | null;
  /** The end of any renewal, also of those that somebody asked for, once its lane is free. Starts what is due. */
  readonly report: (id: string, host: string, outcome: Outcome) => void;
  /** While held nothing starts. */
  readonly hold: (isHeld: boolean) => void;
  /** Starts what is due now. */
  readonly look: () => void;
  readonly stop: () => void;
};

export type SchedulerPorts = NetworkPorts & {
  readonly clock: Pick<Clock, 'now'>;
  readonly chance: Chance;
  readonly alarms: Alarms;
  readonly lanes: Lanes;
  /** Ends when the renewal has, after its report. Never rejects. */
  readonly run: (id: string) => Promise<unknown>;
};

type Entry = {
  readonly id: string;
  readonly host: string;
  dueAt: number | null;
  notBefore: number;
  failures: number;
  isRunning: boolean;
  /** The run that goes on, or the last one, has failed and is to be tried again. */
  hasFailed: boolean;
  /** Its place in the queue; null while it has none. */
  ticket: Ticket | null;
};

/** Stale when its entry has another one, or none: planned anew meanwhile, or started. */
type Ticket = { readonly entry: Entry; readonly at: number };
type Queue = TinyQueue<Ticket>;

type Desk = SchedulerPorts & {
  readonly entries: Map<string, Entry>;
  /** By host. */
  readonly queues: Map<string, Queue>;
  readonly pauses: ReturnType<typeof createHostPauses>;
  readonly gate: ReturnType<typeof createNetworkGate>;
  isHeld: boolean;
  readonly alarm: Alarm;
  looksAt: number | null;
};

export function createScheduler(ports: SchedulerPorts): Scheduler {
  const desk: Desk = {
    ...ports,
    entries: new Map(),
    queues: new Map(),
    pauses: createHostPauses(ports),
    gate: createNetworkGate(ports),
    isHeld: false,
    alarm: ports.alarms.add(() => look()),
    looksAt: null,
  };

  function look(): void {
    if (!desk.isHeld) startDue(desk, look);
    lookAt(desk, desk.isHeld ? null : nextLook(desk));
  }

  return {
    plan: (id, host, dueAt) => plan(desk, id, host, dueAt),
    plannedAt(id) {
      const entry = desk.entries.get(id);
      const at = entry === undefined || entry.isRunning ? null : timeOf(entry);
      if (entry === undefined || at === null) return null;
      return Math.max(at, desk.pauses.nextLook(entry.host) ?? 0);
    },
    report(id, host, outcome) {
      report(desk, id, host, outcome);
      look();
    },
    hold(isHeld) {
      if (desk.isHeld && !isHeld) desk.gate.distrust();
      desk.isHeld = isHeld;
      look();
    },
    look,
    stop() {
      desk.isHeld = true;
      lookAt(desk, null);
    },
  };
}

function lookAt(desk: Desk, at: number | null): void {
  desk.looksAt = at;
  desk.alarm.setFor(at);
}

function plan(desk: Desk, id: string, host: string, dueAt: number | null): void {
  const known = desk.entries.get(id);
  if (dueAt === null && known === undefined) return;
  const before = known?.ticket?.at ?? null;
  const entry = known?.host === host ? known : newEntry(id, host, known?.isRunning ?? false);
  if (known !== undefined && known !== entry) known.ticket = null;
  entry.dueAt = dueAt;
  // The clock may have been set back since.
  entry.notBefore = Math.min(entry.notBefore, desk.clock.now() + longestBackoff);
  desk.entries.set(id, entry);
  queueUp(desk, entry);
  const at = entry.ticket?.at ?? null;
  if (desk.isHeld || at === before) return;
  // All others stay as they are: ten thousand plans in a row are no ten thousand searches.
  if (at !== null && (desk.looksAt === null || at < desk.looksAt)) lookAt(desk, at);
  else if (before === desk.looksAt) lookAt(desk, nextLook(desk));
}

/** Another host is another matter: what failed at the one before says nothing here. */
function newEntry(id: string, host: string, isRunning: boolean): Entry {
  return { id, host, dueAt: null, notBefore: 0, failures: 0, isRunning, hasFailed: false, ticket: null };
}

/** Each entry has one place. One that runs gets it at its end. */
function queueUp({ queues, entries }: Desk, entry: Entry): void {
  const { host, ticket } = entry;
  const at = entry.isRunning ? null : timeOf(entry);
  if (at === (ticket?.at ?? null)) return;
  entry.ticket = at === null ? null : { entry, at };
  if (entry.ticket === null) return;
  const queue = queues.get(host) ?? newQueue([]);
  queue.push(entry.ticket);
  const isMostlyStale = queue.length > 64 + entries.size * 1.5;
  queues.set(host, isMostlyStale ? newQueue(queue.data.filter((one) => !isStale(one))) : queue);
}

function timeOf({ dueAt, notBefore }: Entry): number | null {
  return dueAt === null ? null : Math.max(dueAt, notBefore);
}

function isStale(ticket: Ticket): boolean {
  return ticket.entry.ticket !== ticket;
}

function firstOf(queue: Queue | undefined): Ticket | undefined {
  for (let next = queue?.peek(); next !== undefined; next = queue?.peek()) {
    if (!isStale(next)) return next;
    queue?.pop();
  }
  return undefined;
}

function startDue(desk: Desk, look: () => void): void {
  const { queues, clock } = desk;
  const now = clock.now();
  for (const host of queues.keys()) {
    for (let next = firstOf(queues.get(host)); next !== undefined && next.at <= now;) {
      if (!mayStart(desk, host)) break;
      start(desk, next.entry, look);
      next = firstOf(queues.get(host));
    }
  }
}

function mayStart({ lanes, pauses, gate }: Desk, host: string): boolean {
  return lanes.hasRoom(host) && pauses.mayStart(host) && gate.mayStart(host);
}

function start(desk: Desk, entry: Entry, look: () => void): void {
  const { run, pauses, gate, entries } = desk;
  const { id, host, dueAt } = entry;
  entry.isRunning = true;
  entry.hasFailed = false;
  entry.ticket = null;
  pauses.started(host);
  gate.started(host);
  void run(id).finally(() => {
    // Planned for another host meanwhile, it is another entry.
    const now = entries.get(id) ?? entry;
    now.isRunning = false;
    // Without a new plan it is not tried over and over.
    if (now === entry && !entry.hasFailed && entry.dueAt === dueAt) entry.dueAt = null;
    pauses.ended(host);
    gate.ended(host);
    queueUp(desk, now);
    look();
  });
}

function report(desk: Desk, id: string, host: string, outcome: Outcome): void {
  if (outcome.kind === 'unsent') return;
  const { clock, chance, entries, pauses, gate } = desk;
  pauses.report(host, outcome);
  gate.report(host, outcome);
  const entry = entries.get(id);
  if (entry?.host !== host) return;
  entry.hasFailed = outcome.kind === 'failed';
  entry.failures = outcome.kind === 'failed' ? entry.failures + 1 : 0;
  // What a server asks for is a pause of the whole host.
  entry.notBefore = outcome.kind === 'failed' ? clock.now() + backoff(entry.failures, chance()) : 0;
  queueUp(desk, entry);
}

/** Epoch ms at which to look again; null when nothing waits for the time. Room in a lane comes with a report. */
function nextLook(desk: Desk): number | null {
  const now = desk.clock.now();
  let least: number | null = null;
  for (const [host, queue] of desk.queues) {
    const next = firstOf(queue);
    if (next === undefined) continue;
    const at = next.at > now ? next.at : held(desk, host, now);
    if (at !== null && (least === null || at < least)) least = at;
  }
  return least;
}

/** Until when what is due at a host has to wait; null when that is for somebody else's end. */
function held(desk: Desk, host: string, now: number): number | null {
  const { lanes, gate, pauses } = desk;
  if (!lanes.hasRoom(host)) return null;
  return mayStart(desk, host) ? now : (gate.nextLook(host) ?? pauses.nextLook(host));
}

function newQueue(tickets: Ticket[]): Queue {
  return new TinyQueue<Ticket>(tickets, (a, b) => a.at - b.at);
}
