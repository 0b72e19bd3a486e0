import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeKey } from '#domain/api-key';
import { anyText } from '#support/fakes/any-text';

const id = 'Qm7RkT2vXw9LbN4c1234';
const secret = 'h4Kd7sPq2wZx9vBn5mTy8rLc';

test('a key is taken as it was typed, without the space around it that came with the copying', () => {
  const judged = judgeKey(` ${id}\n`, `\t${secret}  `);
  if (!judged.ok) throw new Error(judged.failure.kind);
  expect(judged.value.keyId).toBe(id);
  expect(judged.value.keySecret.reveal()).toBe(secret);
});

describe('each problem is found at its own field, both at once', () => {
  test.each([
    ['', '', { keyId: { kind: 'empty' }, keySecret: { kind: 'empty' } }],
    ['  ', secret, { keyId: { kind: 'empty' } }],
    [`client_id = ${id}`, secret, { keyId: { kind: 'has-spaces' } }],
    [id, 'two\nlines', { keySecret: { kind: 'has-spaces' } }],
    [id.repeat(20), secret, { keyId: { kind: 'too-long', limit: 256 } }],
    [id, secret.repeat(50), { keySecret: { kind: 'too-long', limit: 256 } }],
  ])('%j and %j', (typedId, typedSecret, fields) => {
    expect(judgeKey(typedId, typedSecret)).toEqual({ ok: false, failure: { kind: 'input-invalid', fields } });
  });
});

test('whatever is typed as the secret never turns up in what is said about it', () => {
  fc.assert(
    fc.property(anyText({ maxLength: 30 }), anyText({ maxLength: 30 }), (typedId, noise) => {
      expect(JSON.stringify(judgeKey(typedId, `m4rk${noise}`))).not.toContain('m4rk');
    }),
  );
});
