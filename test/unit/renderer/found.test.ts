import { expect, test } from 'vitest';
import { toFoundHint, toFoundTitle, toOutcomeText } from '#renderer/text/found.ts';
import { aFoundAddress } from '#support/views';

const url = 'https://acme.example/versions';
const nothing = (...outcomes: readonly ('web-page' | 'refused' | 'no-answer' | 'something-else')[]) =>
  aFoundAddress({
    source: 'nothing',
    release: null,
    tried: outcomes.map((outcome) => ({ url, outcome })),
  });

test('what is found needs no hint; other hosts need one', () => {
  expect(toFoundTitle(aFoundAddress())).toBe('Found');
  expect(toFoundHint(aFoundAddress())).toBeNull();
  expect(toFoundHint(aFoundAddress({ differs: true }))).toMatch(/names other hosts/);
});

test('a web page tells most, then a refusal, then the rest', () => {
  expect(toFoundTitle(nothing('web-page'))).toBe('Nothing conclusive found');
  expect(toFoundHint(nothing('no-answer', 'refused', 'web-page'))).toMatch(/^A web page came back/);
  expect(toFoundHint(nothing('no-answer', 'refused'))).toMatch(/401, 403 or 404/);
  expect(toFoundHint(nothing('no-answer', 'something-else'))).toMatch(/not a Looker/);
  expect(toFoundHint(nothing('no-answer'))).toMatch(/Check the address/);
  expect(toFoundHint(nothing())).toMatch(/did not say where/);
});

test('each answer has words of its own', () => {
  const outcomes = ['found', 'web-page', 'refused', 'no-answer', 'something-else'] as const;
  expect(new Set(outcomes.map(toOutcomeText)).size).toBe(outcomes.length);
});
