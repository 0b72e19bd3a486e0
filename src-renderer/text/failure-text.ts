// The form of every failure's words, and what a failure note can offer to do.
import type { Failure, FailureKind } from '../bridge/client';
import type { Os } from './shortcut-words';

/** A place offers an action only where it can carry it out. */
export type FailureAction =
  | 'sign-in'
  | 'enter-key'
  | 'use-production'
  | 'try-again'
  | 'change-instance'
  | 'copy-link'
  | 'copy-registration'
  | 'unlock'
  | 'recheck-keychain'
  | 'use-memory-only';

export type FailureText = {
  readonly title: string;
  readonly hint: string;
  readonly action: FailureAction | null;
  /** The server's own words, shown as such. */
  readonly said: string | null;
};

export type FailureTexts = {
  readonly [K in FailureKind]: (failure: Extract<Failure, { kind: K }>, os: Os) => FailureText;
};

export function says(
  title: string,
  hint: string,
  action: FailureAction | null = null,
  said: string | null = null,
): FailureText {
  return { title, hint, action, said };
}
