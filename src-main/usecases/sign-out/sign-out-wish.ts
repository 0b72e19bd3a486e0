// What somebody wished for with a sign-out, and how wishes add up while it waits.
import type { QueuedSignOut } from '#domain/account';

export type HowToSignOut = {
  /** Also every other sign-in of this person with this app, on every computer. */
  readonly everywhere?: boolean;
  /** The account leaves the list once it is done. */
  readonly thenRemove?: boolean;
};

/** With the wishes of before, if there were any: what was asked for while it waited is not forgotten. */
export function withWish(earlier: QueuedSignOut | null, how: HowToSignOut, now: number): QueuedSignOut {
  return {
    since: earlier?.since ?? now,
    everywhere: earlier?.everywhere === true || how.everywhere === true,
    thenRemove: earlier?.thenRemove === true || how.thenRemove === true,
    hasFailed: earlier?.hasFailed === true,
    isUnsure: earlier?.isUnsure === true,
  };
}
