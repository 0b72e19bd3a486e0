// One attempt while it runs: what it needs, what it holds open, and how its progress is told.
import { fail, type Result } from '#domain/result';
import type { Instance } from '#domain/instance';
import type { Provider } from '#domain/provider';
import { advance, type SignInAttempt, type SignInEvent } from '#domain/sign-in-attempt';
import type { LiveTokens } from './live-tokens';
import type { Browser, Clipboard, Clock, Door, Ids, OAuth, ProviderApi, Receiver } from './ports';
import type { Safekeeping } from './safekeeping';
import type { Store } from './store';

export type SignInPorts = {
  readonly store: Store;
  readonly liveTokens: LiveTokens;
  readonly safekeeping: Safekeeping;
  readonly receiver: Receiver;
  readonly browser: Browser;
  readonly clipboard: Clipboard;
  readonly oauth: OAuth;
  readonly api: ProviderApi;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Waits for a renewal of an account that is under way. */
  readonly settled: (accountId: string) => Promise<void>;
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
};

export type Step<T> = Promise<Result<T>>;

export function move({ store }: SignInPorts, run: Running, event: SignInEvent): void {
  store.update((state) => {
    const current = state.signIns[run.instance.id];
    if (current?.id !== run.attempt.id) return state;
    return { ...state, signIns: { ...state.signIns, [run.instance.id]: advance(current, event) } };
  });
}

export const cancelled = fail({ kind: 'sign-in-cancelled' } as const);

export function isAbandoned(run: Running): boolean {
  return run.isOver;
}
