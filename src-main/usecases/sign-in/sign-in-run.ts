// One attempt while it runs: what it needs, what it holds open, and how its progress is told.
import type { Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import type { Instance } from '#domain/instance';
import type { Provider } from '#domain/provider';
import { advance, type SignInAttempt, type SignInEvent } from '#domain/sign-in-attempt';
import type { KeepAccountPorts } from './keep-account';
import type { ClientSecrets } from '../tokens/client-secrets';
import type { Browser, Door, OAuth, Receiver } from '../ports';

export type SignInPorts = KeepAccountPorts & {
  readonly receiver: Receiver;
  readonly browser: Browser;
  readonly oauth: OAuth;
  readonly clientSecrets: ClientSecrets;
  readonly copyText: (text: Secret | string) => Promise<Result<void>>;
  /** Ends what waits to be ended at this instance: it must not happen to the sign-in that comes. */
  readonly finishSignOuts: (instanceId: string) => Promise<void>;
  /** Called when an attempt is over, so that the window can be brought to the front. */
  readonly onOver: (instanceId: string) => void;
  readonly onBug: (error: unknown) => string;
};

/** What an attempt holds open while it runs. */
export type Running = {
  readonly attempt: SignInAttempt;
  readonly instance: Instance;
  readonly provider: Provider;
  door: Door | null;
  link: string | null;
  isOver: boolean;
  /** By how much the clock was ahead of the monotonic one when the code was sent, ms. */
  clockOffset: number;
};

export type Step<T> = Promise<Result<T>>;

export function move({ store }: SignInPorts, run: Running, event: SignInEvent): void {
  store.update((state) => {
    const current = state.signIns[run.instance.id];
    if (current?.id !== run.attempt.id) return state;
    return { ...state, signIns: { ...state.signIns, [run.instance.id]: advance(current, event) } };
  });
}

export function isAbandoned(run: Running): boolean {
  return run.isOver;
}
