import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRecord, toText } from '#node/vault-record';
import { aBinding, aClientRecord, aKeyRecord, aRecord, secretOf } from '#support/builders';
import { anyText } from '#support/fakes/any-text';

const reveal = (secret: { reveal: () => string }): string => secret.reveal();

test('a record comes back as it went in, whatever its texts hold, as ASCII', () => {
  const texts = anyText({ minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(texts, texts, texts, fc.nat(), (refresh, clientId, scope, generation) => {
      const record = aRecord(refresh, { binding: aBinding({ clientId }), scope, generation });
      const text = toText(record, reveal);
      if (!text.ok) return;
      expect(text.value).toMatch(/^[\x20-\x7e]+$/);
      const back = parseRecord(text.value);
      expect(back).toMatchObject({ binding: record.binding, scope, generation });
      expect(back && secretOf(back)).toBe(refresh);
    }),
  );
});

test('the secret of an API key comes back as that, and says so', () => {
  const text = toText(aKeyRecord('k3y'), reveal);
  if (!text.ok) throw new Error(text.failure.kind);
  const back = parseRecord(text.value);
  expect(back).toMatchObject({
    credential: { kind: 'api-key' },
    binding: { clientId: 'key-of-481' },
    scope: '',
  });
  expect(back && secretOf(back)).toBe('k3y');
});

test('the secret of a client comes back as that, with where it may go', () => {
  const record = aClientRecord('GOCSPX-s3cret');
  const text = toText(record, reveal);
  if (!text.ok) throw new Error(text.failure.kind);
  const back = parseRecord(text.value);
  expect(back).toMatchObject({ credential: { kind: 'client-secret' }, binding: record.binding, scope: '' });
  expect(back && secretOf(back)).toBe('GOCSPX-s3cret');
});

test('a record that Daypass 0.1 wrote is still read', () => {
  const written =
    '{"v":1,"issuer":"https://acme.cloud.looker.com","token":"https://acme.cloud.looker.com/api/token",' +
    '"identity":"https://acme.cloud.looker.com/api/4.0/user?fields=id,display_name,email",' +
    '"revocation":"https://acme.cloud.looker.com/api/4.0/logout","client":"daypass","refresh":"r-1",' +
    '"scope":"cors_api","generation":4}';
  const back = parseRecord(written);
  expect(back).toMatchObject({
    binding: aBinding(),
    credential: { kind: 'refresh-token' },
    scope: 'cors_api',
    generation: 4,
  });
  expect(back && secretOf(back)).toBe('r-1');
});

test('a record with neither secret, or an empty one, is none of ours', () => {
  const text = toText(aRecord('x'), reveal);
  const stored = JSON.parse(text.ok ? text.value : '') as Record<string, unknown>;
  for (const part of [
    { refresh: undefined },
    { refresh: '' },
    { refresh: undefined, key: '' },
    { refresh: undefined, secret: '' },
    { refresh: 7 },
  ]) {
    expect(parseRecord(JSON.stringify({ ...stored, ...part }))).toBeNull();
  }
});

test('size is counted in bytes as they are stored, escapes included', () => {
  expect(toText(aRecord('ü'.repeat(400)), reveal)).toMatchObject({ failure: { kind: 'secret-too-large' } });
  expect(toText(aRecord('u'.repeat(400)), reveal)).toMatchObject({ ok: true });
});

test.each(['', 'null', '[]', '{}', '{"v":1}', 'not json', '{"v":2,"refresh":"x"}', '"text"'])(
  '%j is not one of our records',
  (text) => {
    expect(parseRecord(text)).toBeNull();
  },
);

test('no text whatsoever makes reading throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(parseRecord(text)).toBeNull();
    }),
  );
});
