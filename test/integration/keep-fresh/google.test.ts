// Tokens of a practice Google stay fresh over real HTTP.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPracticeGoogle } from '#practice/google/start';
import { added, openDeskAtGoogle, requestsTo, type AtGoogle } from '../whole-app/google';
import { lastActivityOf, minutes, passes, sleeps } from './parts';

let at: AtGoogle;
let anas: string;
beforeEach(async () => {
  at = openDeskAtGoogle(await startPracticeGoogle());
  await at.desk.presence.start();
  anas = await at.desk.signedIn(await added(at, 'desktop'));
});
afterEach(() => at.google.close());

test('a token at Google is renewed ahead of its end, by itself', async () => {
  const first = at.desk.accessTokenOf(anas);
  await passes(at.desk, minutes(44));
  expect(at.desk.accessTokenOf(anas)).toBe(first);
  await passes(at.desk, minutes(8));
  expect(at.desk.accessTokenOf(anas)).not.toBe(first);
  expect(at.google.isAccessTokenAlive(at.desk.accessTokenOf(anas))).toBe(true);
  expect(lastActivityOf(at.desk, anas)).toBe('renewed-ahead');
});

test('after a night it is renewed within ten minutes, once', async () => {
  const before = requestsTo(at.google, '/token').length;
  await sleeps(at.desk, minutes(9 * 60));
  await passes(at.desk, minutes(11));
  expect(requestsTo(at.google, '/token')).toHaveLength(before + 1);
  expect(lastActivityOf(at.desk, anas)).toBe('renewed-after-wake');
});
