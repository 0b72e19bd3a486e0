// Where the story stands, and what its steps are made of.
import type { PracticeDesk } from '#support/practice-desk';

/** The running app changes with a restart. */
export type Stage = {
  readonly desk: PracticeDesk;
  app: Awaited<ReturnType<PracticeDesk['start']>>;
  lastToken: string;
};
export type Step = { readonly title: string; readonly run: (stage: Stage) => Promise<string> };

/** Milliseconds until a step gives up. */
export const patience = 10_000;

export function fail(why: string): never {
  throw new Error(why);
}
