import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRecord, toText } from '#node/vault-record';
import { aBinding, aRecord } from '#support/builders';
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
      expect(back?.refreshToken.reveal()).toBe(refresh);
    }),
  );
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
