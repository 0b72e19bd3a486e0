import { expect, test } from 'vitest';
import { parseCustomerId } from '#domain/config-files/write';

test.each([
  ['123-456-7890', '1234567890'],
  [' 1234567890\n', '1234567890'],
  ['', ''],
  ['  ', ''],
])('a customer id typed as %j is %j', (typed, expected) => {
  expect(parseCustomerId(typed)).toBe(expected);
});

test.each([
  '123',
  '12345678901',
  '123-456-789a',
  '1-2-3-4-5-6-7-8-9-0',
  '-',
  'customers/1234567890',
  '１２３４５６７８９０',
])('%j is no customer id', (typed) => {
  expect(parseCustomerId(typed)).toBeNull();
});
