// Raw access to the OS keychain through a process of its own: one call at a time, each with a time limit. After a
// failure the process is replaced, because the library never finds its way back to a restarted keyring.
import type { Clock } from '#usecases/ports';
import type { KeychainReply, KeychainRequest } from './keychain-process';

/** A running keychain process, however it was started. */
export type KeychainProcess = {
  readonly send: (request: KeychainRequest) => void;
  /** One listener at a time: the latest. */
  readonly onReply: (listener: (reply: KeychainReply) => void) => void;
  readonly onExit: (listener: () => void) => void;
  readonly kill: () => void;
};

export type KeychainTrouble =
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'died' }
  /** The library's own words: for telling causes apart, not for people. */
  | { readonly kind: 'refused'; readonly message: string };

export type KeychainAnswer =
  | { readonly ok: true; readonly value: string | null }
  | { readonly ok: false; readonly trouble: KeychainTrouble };

export type Keychain = {
  readonly get: (account: string, limit: number) => Promise<KeychainAnswer>;
  readonly set: (account: string, value: string, limit: number) => Promise<KeychainAnswer>;
  readonly remove: (account: string, limit: number) => Promise<KeychainAnswer>;
  readonly close: () => void;
};

const idleMilliseconds = 30_000;

type Verb =
  | { readonly verb: 'get' | 'delete'; readonly account: string }
  | { readonly verb: 'set'; readonly account: string; readonly value: string };

/** A process in use. Whoever waits for a reply hears of its death; the keychain forgets it then. */
type Running = { readonly process: KeychainProcess; onDeath: () => void };

type Ports = {
  readonly spawn: () => KeychainProcess;
  readonly service: string;
  readonly clock: Clock;
};

/** What is running now, and when it is sent home. */
type Desk = Ports & {
  current: Running | null;
  callOffIdle: () => void;
  calls: number;
};

export function createKeychain(ports: Ports): Keychain {
  const desk: Desk = {
    ...ports,
    current: null,
    callOffIdle: () => undefined,
    calls: 0,
  };
  let queue: Promise<unknown> = Promise.resolve();

  function inTurn(verb: Verb, limit: number): Promise<KeychainAnswer> {
    const answer = queue.then(() => performAgainIfRestarted(desk, verb, limit));
    queue = answer;
    return answer;
  }

  return {
    get: (account, limit) => inTurn({ verb: 'get', account }, limit),
    set: (account, value, limit) => inTurn({ verb: 'set', account, value }, limit),
    remove: (account, limit) => inTurn({ verb: 'delete', account }, limit),
    close: () => end(desk),
  };
}

/** A keyring that was restarted has another name on the bus: the old process failed without doing anything. */
async function performAgainIfRestarted(desk: Desk, verb: Verb, limit: number): Promise<KeychainAnswer> {
  const answer = await perform(desk, verb, limit);
  const isDeadName =
    !answer.ok && answer.trouble.kind === 'refused' && /name :\d+\.\d+ /.test(answer.trouble.message);
  return isDeadName ? perform(desk, verb, limit) : answer;
}

async function perform(desk: Desk, verb: Verb, limit: number): Promise<KeychainAnswer> {
  const { service, clock, spawn } = desk;
  desk.callOffIdle();
  desk.calls += 1;
  try {
    desk.current ??= start(spawn(), (dead) => {
      if (desk.current === dead) desk.current = null;
    });
    const outcome = await ask(desk.current, { ...verb, service, call: desk.calls }, limit, clock);
    if (outcome.ok) desk.callOffIdle = clock.after(idleMilliseconds, () => end(desk));
    else end(desk);
    return outcome;
  } catch {
    // No process could be started, or its channel is gone: the next call tries anew.
    end(desk);
    return { ok: false, trouble: { kind: 'died' } };
  }
}

function end(desk: Desk): void {
  desk.callOffIdle();
  desk.current?.process.kill();
  desk.current = null;
}

function start(process: KeychainProcess, forget: (dead: Running) => void): Running {
  const running: Running = { process, onDeath: () => undefined };
  process.onExit(() => {
    forget(running);
    running.onDeath();
  });
  return running;
}

function ask(
  running: Running,
  request: KeychainRequest,
  limit: number,
  clock: Clock,
): Promise<KeychainAnswer> {
  return new Promise((resolve) => {
    const callOff = clock.after(limit, () => resolve({ ok: false, trouble: { kind: 'timed-out' } }));
    const settle = (answer: KeychainAnswer): void => {
      callOff();
      resolve(answer);
    };
    running.onDeath = () => settle({ ok: false, trouble: { kind: 'died' } });
    running.process.onReply((reply) => {
      if (reply.call === request.call) settle(toAnswer(reply));
    });
    running.process.send(request);
  });
}

function toAnswer(reply: KeychainReply): KeychainAnswer {
  return reply.ok
    ? { ok: true, value: reply.value }
    : { ok: false, trouble: { kind: 'refused', message: reply.message } };
}
