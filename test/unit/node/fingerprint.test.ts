import { expect, test } from 'vitest';
import { Secret } from '#domain/secret';
import { fingerprint } from '#node/fingerprint';

test('the same token has the same short mark each time, and another token another', () => {
  const mark = fingerprint(new Secret('token-1'));
  expect(fingerprint(new Secret('token-1'))).toBe(mark);
  expect(mark).toMatch(/^[\w-]{12}$/);
  const marks = Array.from({ length: 1_000 }, (_, nth) => fingerprint(new Secret(`token-${nth}`)));
  expect(new Set(marks).size).toBe(1_000);
});

test('it is not the plain hash of the token, which others may keep as well', () => {
  // SHA-256 of "token-1", base64url.
  expect(fingerprint(new Secret('token-1'))).not.toBe('PwiqzhIu4jaE');
});
