import { expect, test } from 'vitest';
import { toRedirectUri } from '#domain/provider';

test('the redirect address is the literal loopback address that is registered', () => {
  expect(toRedirectUri(48_517, '/callback')).toBe('http://127.0.0.1:48517/callback');
});
