import { expect, test } from 'vitest';
import { toTokenSentence } from '#renderer/text/token.ts';
import { toClockNote, toRoughSpan } from '#renderer/text/standing-notes.ts';
import type { AccountView } from '#contract/bridge';
import { aFailureOfEachKind, activeFor, afternoon, anAccount, anInstance, day, minute } from '#support/views';

const fresh = { isKeptFresh: true, renewsAt: afternoon + 30 * minute };
const calm = { isPaused: false, isOffline: false };
const resting = { kind: 'resting' } as const;
const host = 'acme.cloud.looker.com';

function says(part: Partial<AccountView>, renewals = calm): string {
  const sentence = toTokenSentence(anAccount(part), anInstance(), afternoon, renewals);
  // Minutes only: the hour is the zone's.
  return sentence.replace(/\d\d:(\d\d)/g, 'hh:$1');
}

test.each([
  ['its renewal is planned', fresh, calm, 'Renews by itself at hh:40.'],
  [
    'nobody used it for days',
    { isKeptFresh: false },
    calm,
    'Good until hh:52. Renews when you copy it: not used for 3 days.',
  ],
  [
    'it is never kept fresh',
    { isKeptFresh: false, keepFresh: 'never' },
    calm,
    'Good until hh:52. Renews when you copy it.',
  ],
  ['renewals are paused', fresh, { ...calm, isPaused: true }, 'Good until hh:52. Renewals are paused.'],
  [
    'there is no network',
    fresh,
    { ...calm, isOffline: true },
    'Good until hh:52. It renews once there is a network.',
  ],
  [
    'one comes by itself',
    { ...fresh, state: resting },
    calm,
    'No live token right now. One comes by itself at hh:40; Copy fetches it now.',
  ],
  [
    'it rests and nothing is planned',
    { isKeptFresh: false, state: resting },
    calm,
    'No live token right now. Copy fetches a fresh one first.',
  ],
] as const)('when %s, the card says so', (_when, part, renewals, sentence) => {
  expect(says(part, renewals)).toBe(sentence);
});

test('what went wrong is not covered by what is planned', () => {
  const trouble = aFailureOfEachKind()['provider-unreachable'];
  expect(says({ ...fresh, state: activeFor(42 * minute, trouble) })).toBe('Good until hh:52.');
});

test.each([
  [day - 3000, '1 day'],
  [-10 * minute, '10 minutes'],
  [3 * 60 * minute, '3 hours'],
  [400, '1 minute'],
])('%d ms is about %s', (ms, words) => {
  expect(toRoughSpan(ms)).toBe(words);
});

test('a clock that was set, or that differs from a server, is said with how much and where', () => {
  expect(toClockNote({ kind: 'fine' })).toBeNull();
  expect(toClockNote({ kind: 'jumped', by: -10 * minute, at: afternoon })?.title).toContain(
    '10 minutes back',
  );
  const differs = toClockNote({ kind: 'differs', by: day, host });
  expect(`${differs?.title} ${differs?.text}`).toMatch(new RegExp(`${host}.*1 day ahead`));
});
