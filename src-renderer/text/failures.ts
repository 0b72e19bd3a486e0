// One entry per failure kind: a title, a hint that says what to do, at most one action. A new kind without an entry
// does not compile. docs/failures.md has the longer story of each.
import type { Failure } from '../bridge/client';
import type { Os } from './shortcut-words';
import type { FailureAction, FailureText, FailureTexts } from './failure-text';
import { failuresHere } from './failures-here';
import { failuresThere } from './failures-there';

export type { FailureAction, FailureText } from './failure-text';

export const actionLabels: Record<FailureAction, string> = {
  'sign-in': 'Sign in again',
  'enter-key': 'Enter the key again…',
  'use-production': 'Use production',
  'try-again': 'Try again',
  'change-instance': 'Change instance…',
  'copy-link': 'Copy the link',
  'copy-registration': 'Copy registration for your admin',
  unlock: 'Unlock',
  'recheck-keychain': 'Check again',
  'use-memory-only': 'Go on with memory only',
};

const texts: FailureTexts = { ...failuresThere, ...failuresHere };

const longestSaid = 200;

/** `os`: keys have other names on a Mac. */
export function toFailureText(failure: Failure, os: Os = 'linux'): FailureText {
  const write = texts[failure.kind] as (failure: Failure, os: Os) => FailureText;
  const text = write(failure, os);
  return text.said === null ? text : { ...text, said: toQuote(text.said) };
}

/** Server text is untrusted: one line, no control characters, at most 200 characters. */
export function toQuote(said: string): string | null {
  const line = said.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  if (line === '') return null;
  return line.length > longestSaid ? `${line.slice(0, longestSaid - 1)}…` : line;
}
