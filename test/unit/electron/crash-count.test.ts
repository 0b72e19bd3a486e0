import { expect, test } from 'vitest';
import { createCrashCount } from '#electron/crash-count';

/** A page that crashes at these seconds, and what is done about it each time. */
function crashAt(...seconds: readonly number[]): readonly string[] {
  let now = 0;
  const crashes = createCrashCount(() => now);
  return seconds.map((second) => {
    now = second * 1_000;
    return crashes.add();
  });
}

test('a page that crashes now and then comes back each time (RS3)', () => {
  expect(crashAt(0, 40, 90, 140, 190, 3_600)).toEqual(Array(6).fill('again'));
});

test('three crashes within a minute end the loop (RS3)', () => {
  expect(crashAt(0, 20, 59)).toEqual(['again', 'again', 'too-often']);
  expect(crashAt(0, 20, 61)).toEqual(['again', 'again', 'again']);
});

test('a person may have it opened once more, and it is counted from there', () => {
  const crashes = createCrashCount(() => 0);
  expect([crashes.add(), crashes.add(), crashes.add()]).toEqual(['again', 'again', 'too-often']);
  crashes.forget();
  expect([crashes.add(), crashes.add(), crashes.add()]).toEqual(['again', 'again', 'too-often']);
});
