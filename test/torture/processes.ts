// The processes of a torture run as the one that kills sees them.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FromServer, FromVictim, Mode, Profile, ToServer, ToVictim } from './protocol';

/** Longer than a renewal that tries twice against a server that answers neither time. */
const longestWait = 60_000;

/** A program that can be killed; what it says is kept. */
export type Victim = {
  readonly pid: number;
  /** Everything it has said so far, oldest first. */
  readonly said: readonly FromVictim[];
  readonly tell: (message: ToVictim) => void;
  /** The next that it says of this kind; null if it dies before. */
  readonly hear: <S extends FromVictim['say']>(say: S) => Promise<Extract<FromVictim, { say: S }> | null>;
  readonly kill: () => void;
  readonly died: Promise<void>;
};

export type Where = {
  /** The folder the two programs were bundled into. */
  readonly bundle: string;
  readonly env: NodeJS.ProcessEnv;
};

export function startVictim({ bundle, env }: Where): Victim {
  const child = fork(join(bundle, 'victim.mjs'), {
    env,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const said: FromVictim[] = [];
  const listeners = new Set<(news: FromVictim | null) => void>();
  const tellAll = (news: FromVictim | null): void => {
    for (const listener of [...listeners]) listener(news);
  };
  let isDead = false;
  child.on('message', (news: FromVictim) => {
    said.push(news);
    tellAll(news);
  });
  child.on('error', () => undefined);
  // `close` comes after the last message that was on its way.
  const died = once(child, 'close').then(() => {
    isDead = true;
    tellAll(null);
  });
  return {
    pid: child.pid ?? 0,
    said,
    died,
    tell(message) {
      if (!isDead) child.send(message, () => undefined);
    },
    hear: (say) => hear(say, { listeners, isDead: () => isDead }),
    kill: () => void child.kill('SIGKILL'),
  };
}

function hear<S extends FromVictim['say']>(
  say: S,
  { listeners, isDead }: { listeners: Set<(news: FromVictim | null) => void>; isDead: () => boolean },
): Promise<Extract<FromVictim, { say: S }> | null> {
  return new Promise((resolve, reject) => {
    if (isDead()) {
      resolve(null);
      return;
    }
    const timer = setTimeout(() => reject(new Error(`It never said "${say}".`)), longestWait);
    const listener = (news: FromVictim | null): void => {
      if (news !== null && news.say !== say) return;
      clearTimeout(timer);
      listeners.delete(listener);
      resolve(news as Extract<FromVictim, { say: S }> | null);
    };
    listeners.add(listener);
  });
}

/** Programs that are up already, so that a kill costs the time of a renewal and not that of a start. */
export function createPool(where: Where, size: number) {
  const warm: Promise<Victim>[] = [];
  let isClosed = false;
  const all = new Set<Victim>();
  async function start(): Promise<Victim> {
    const victim = startVictim(where);
    all.add(victim);
    void victim.died.then(() => all.delete(victim));
    await victim.hear('ready');
    return victim;
  }
  const fill = (): void => {
    while (!isClosed && warm.length < size) warm.push(start());
  };
  return {
    async open(profile: Profile) {
      fill();
      const victim = await (warm.shift() ?? start());
      fill();
      const opened = victim.hear('opened');
      victim.tell({ ask: 'open', profile });
      return { victim, opened: await opened };
    },
    /** Waits until nothing is being started any more, for those who measure. */
    async rest(): Promise<void> {
      await Promise.all(warm);
    },
    async close(): Promise<void> {
      isClosed = true;
      await Promise.all(warm);
      const left = [...all];
      for (const victim of left) victim.kill();
      await Promise.all(left.map((victim) => victim.died));
    },
  };
}

export type Pool = ReturnType<typeof createPool>;

/** The practice Lookers, and what they wrote down. */
export async function startServer({ bundle, env }: Where) {
  const child = fork(join(bundle, 'server.mjs'), {
    env,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  /** By refresh token: when it was replaced the first and the last time. */
  const commits = new Map<string, readonly [number, number]>();
  const reuses: Extract<FromServer, { say: 'commit' | 'reuse' }>[] = [];
  const waiting = new Map<number, (answer: Extract<FromServer, { say: 'answer' }>) => void>();
  let calls = 0;
  const ready = new Promise<Extract<FromServer, { say: 'ready' }>>((resolve, reject) => {
    child.once('close', () => reject(new Error('The practice servers ended.')));
    child.on('message', (news: FromServer) => {
      if (news.say === 'ready') resolve(news);
      if (news.say === 'commit') commits.set(news.token, [commits.get(news.token)?.[0] ?? news.at, news.at]);
      if (news.say === 'reuse') reuses.push(news);
      if (news.say === 'answer') waiting.get(news.call)?.(news);
    });
  });
  const { origins } = await ready;
  ready.catch(() => undefined);
  type Question = ToServer extends infer Q ? (Q extends { call: number } ? Omit<Q, 'call'> : never) : never;
  function ask(question: Question): Promise<Extract<FromServer, { say: 'answer' }>> {
    calls += 1;
    const call = calls;
    return new Promise((resolve) => {
      waiting.set(call, (answer) => {
        waiting.delete(call);
        resolve(answer);
      });
      child.send({ ...question, call });
    });
  }
  return {
    origins,
    commits,
    reuses,
    signIn: async (mode: Mode): Promise<string> => (await ask({ ask: 'sign-in', mode })).token ?? '',
    /** Whether this refresh token is the current one; all that happened before is written down by then. */
    isAlive: async (mode: Mode, token: string): Promise<boolean> =>
      (await ask({ ask: 'look', mode, token })).isAlive,
    async setFault(mode: Mode, fault: 'none' | 'drops-first-answer'): Promise<void> {
      await ask({ ask: 'fault', mode, fault });
    },
    close: (): Promise<void> => end(child),
  };
}

export type Server = Awaited<ReturnType<typeof startServer>>;

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'close');
}
