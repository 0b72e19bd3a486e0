import { describe, expect, test } from 'vitest';
import { advance, type SignInAttempt, type SignInEvent, type SignInProgress } from '#domain/sign-in-attempt';
import { anAttempt } from '#support/builders';

const done = {
  kind: 'done',
  accountId: 'ana',
  displayName: 'Ana Ruiz',
  outcome: 'first',
} as const satisfies SignInProgress;

const story: readonly SignInEvent[] = [
  { kind: 'receiver-ready', port: 48_517 },
  { kind: 'browser-asked', opened: true },
  { kind: 'reached', step: 'exchange' },
  { kind: 'reached', step: 'identity' },
  done,
];

function toStep({ progress }: SignInAttempt): string {
  return progress.kind === 'under-way' ? progress.step : progress.kind;
}

test('an attempt walks through its steps to its end', () => {
  let attempt = anAttempt();
  const steps = [toStep(attempt)];
  for (const event of story) {
    attempt = advance(attempt, event);
    steps.push(toStep(attempt));
  }
  expect(steps).toEqual(['receiver', 'browser', 'answer', 'exchange', 'identity', 'done']);
  expect(attempt).toMatchObject({ port: 48_517, browserOpened: true, progress: done });
});

test('a browser that did not open does not end the attempt', () => {
  const attempt = advance(anAttempt(), { kind: 'browser-asked', opened: false });
  expect(attempt).toMatchObject({ browserOpened: false, progress: { kind: 'under-way', step: 'answer' } });
});

test('a failure is kept with the step it happened in', () => {
  const attempt = advance(anAttempt({ progress: { kind: 'under-way', step: 'exchange' } }), {
    kind: 'failed',
    failure: { kind: 'code-rejected', description: null },
  });
  expect(attempt.progress).toEqual({
    kind: 'failed',
    step: 'exchange',
    failure: { kind: 'code-rejected', description: null },
  });
});

describe('once it is over, nothing moves an attempt', () => {
  const ends: readonly SignInProgress[] = [
    done,
    { kind: 'failed', step: 'answer', failure: { kind: 'sign-in-cancelled' } },
  ];
  const late: readonly SignInEvent[] = [
    ...story,
    { kind: 'failed', failure: { kind: 'browser-not-opened' } },
  ];
  test.each(ends.flatMap((progress) => late.map((event) => ({ progress, event }))))(
    '$progress.kind, then $event.kind',
    ({ progress, event }) => {
      const attempt = anAttempt({ progress });
      expect(advance(attempt, event)).toBe(attempt);
    },
  );
});
