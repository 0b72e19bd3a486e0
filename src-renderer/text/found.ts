// What discovery found out about an address, what it asked for that, and what each answer usually means.
import type { FoundAddress } from '../bridge/client';
import { toHost } from './times';

type Outcome = FoundAddress['tried'][number]['outcome'];

/** What discovery found, in one sentence. */
export function toFoundTitle(found: FoundAddress): string {
  if (found.differs) return 'Please look: not only the host you typed';
  return found.source === 'nothing' ? 'Nothing conclusive found' : 'Found';
}

export function toFoundHint(found: FoundAddress): string | null {
  if (found.differs) {
    return `${toHost(found.entered)} names other hosts. Your sign-in goes there, so go on only if they belong to your company.`;
  }
  if (found.source !== 'nothing') return null;
  return `${toReason(found)} Daypass would use the same host for sign-in and API; if you know the API host, enter it by hand.`;
}

/** The answer that tells most about what is wrong. */
const reasons: readonly (readonly [Outcome, string])[] = [
  [
    'web-page',
    'A web page came back instead of data. Usually this is the port of the web app and not that of the API, or a login page stands in between.',
  ],
  [
    'refused',
    'The server refused the question (401, 403 or 404). Often this is another port than the API’s, or the instance answers only people who are signed in.',
  ],
  ['something-else', 'The server answered something that is not a Looker’s.'],
  ['no-answer', 'No host and port that was asked answered. Check the address, and your VPN.'],
];

function toReason({ tried }: FoundAddress): string {
  const told = reasons.find(([outcome]) => tried.some((one) => one.outcome === outcome));
  return told?.[1] ?? 'The server did not say where its API is.';
}

const outcomes: Record<Outcome, string> = {
  found: 'Answered, and was used',
  'web-page': 'A web page instead of data',
  refused: 'Refused: 401, 403 or 404',
  'no-answer': 'No answer',
  'something-else': 'An answer of another kind',
};

export function toOutcomeText(outcome: Outcome): string {
  return outcomes[outcome];
}

export const foundText = { asked: 'What was asked', listLabel: 'Questions and answers' };
