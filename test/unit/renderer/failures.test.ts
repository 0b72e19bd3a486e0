import { expect, test } from 'vitest';
import { toFieldSentence } from '#renderer/text/field-problems.ts';
import { actionLabels, toFailureText } from '#renderer/text/failures.ts';
import { aFailureOfEachKind, aFieldProblemOfEachKind } from '#support/views';

const failures = Object.values(aFailureOfEachKind());

test.each(failures)('$kind has a title, a hint and at most one action the window knows', (failure) => {
  const { title, hint, action } = toFailureText(failure);
  expect(title.length).toBeGreaterThan(5);
  expect(hint.length).toBeGreaterThan(10);
  expect(action === null || action in actionLabels).toBe(true);
});

test.each(failures)('$kind speaks calmly: no exclamation mark, no full stop in the title', (failure) => {
  const { title, hint } = toFailureText(failure);
  expect(`${title} ${hint}`).not.toMatch(/!|undefined|null|\[object/);
  expect(title).not.toMatch(/\.$/);
  expect(hint).toMatch(/\.$/);
});

test('no two kinds share a title', () => {
  const titles = failures.map((failure) => toFailureText(failure).title);
  expect(new Set(titles).size).toBe(titles.length);
});

test('what a server said is kept apart, on one line, and cut at 200 characters', () => {
  const description = `first\nsecond\u202e\u0007 ${'x'.repeat(300)}`;
  const { said } = toFailureText({ kind: 'code-rejected', description });
  expect(said).toMatch(/^first second x+…$/);
  expect(said).toHaveLength(200);
});

test('a server that said only blanks said nothing', () => {
  expect(toFailureText({ kind: 'code-rejected', description: ' \n ' }).said).toBeNull();
});

test.each(Object.values(aFieldProblemOfEachKind()))(
  'the field problem $kind says what to type instead',
  (problem) => {
    expect(toFieldSentence(problem)).toMatch(/^[A-Z].+\.$/s);
  },
);
