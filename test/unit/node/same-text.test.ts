import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameText } from '#node/same-text';

test('two texts are the same when they are, and only then', () => {
  const text = fc.string({ maxLength: 20 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(isSameText(a, a)).toBe(true);
      expect(isSameText(a, b)).toBe(a === b);
    }),
  );
  expect(isSameText('state', 'stat')).toBe(false);
  expect(isSameText('', '')).toBe(true);
  expect(isSameText('é', 'e\u0301')).toBe(false);
});
