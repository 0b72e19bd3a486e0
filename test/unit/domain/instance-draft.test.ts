import { describe, expect, test } from 'vitest';
import { judgeChange, judgeDraft, parsePort } from '#domain/instance-draft';
import { aCatalog, aDraft, aLooker } from '#support/builders';

const catalog = aCatalog({ instances: [aLooker({ id: 'acme', name: 'Acme production' })] });

test('a fine draft becomes an instance, its API host the same as its page unless entered', () => {
  expect(judgeDraft(aDraft({ name: '  Acme staging ' }), catalog)).toEqual({
    ok: true,
    value: {
      provider: 'looker',
      name: 'Acme staging',
      uiOrigin: 'https://acme-staging.cloud.looker.com',
      apiOrigin: 'https://acme-staging.cloud.looker.com',
      clientId: 'daypass',
      redirectPort: 48_517,
      google: null,
    },
  });
});

test('an API host entered by hand counts', () => {
  const judged = judgeDraft(aDraft({ apiAddress: 'acme-staging.looker.com:19999' }), catalog);
  expect(judged).toMatchObject({ ok: true, value: { apiOrigin: 'https://acme-staging.looker.com:19999' } });
});

test('every problem is named at once, by its field', () => {
  const draft = aDraft({
    name: '',
    uiAddress: 'http://acme.example',
    apiAddress: 'ftp://acme.example',
    clientId: 'two words',
    redirectPort: '80',
  });
  expect(judgeDraft(draft, catalog)).toEqual({
    ok: false,
    failure: {
      kind: 'input-invalid',
      fields: {
        name: { kind: 'empty' },
        uiAddress: { kind: 'insecure-address', host: 'acme.example' },
        apiAddress: { kind: 'not-a-web-address', scheme: 'ftp' },
        clientId: { kind: 'has-spaces' },
        redirectPort: { kind: 'port-out-of-range' },
      },
    },
  });
});

test('a bad page address is not blamed on the empty API field', () => {
  const judged = judgeDraft(aDraft({ uiAddress: '' }), catalog);
  expect(judged).toMatchObject({ failure: { fields: { uiAddress: { kind: 'empty' } } } });
  expect(judged).not.toHaveProperty('failure.fields.apiAddress');
});

describe('a name', () => {
  test.each(['Acme production', ' acme PRODUCTION '])('%j is taken', (name) => {
    expect(judgeDraft(aDraft({ name }), catalog)).toMatchObject({
      ok: false,
      failure: { fields: { name: { kind: 'duplicate-name', name: name.trim() } } },
    });
  });

  test('may stay what it is when the instance itself is changed', () => {
    const change = { name: 'ACME Production', clientId: 'daypass', redirectPort: '48517' };
    expect(judgeChange(change, catalog, 'acme')).toMatchObject({ ok: true });
  });

  test('ends at 80 characters', () => {
    expect(judgeDraft(aDraft({ name: 'a'.repeat(80) }), catalog)).toMatchObject({ ok: true });
    expect(judgeDraft(aDraft({ name: 'a'.repeat(81) }), catalog)).toMatchObject({
      failure: { fields: { name: { kind: 'too-long', limit: 80 } } },
    });
  });
});

test('a client id is needed, and ends at 256 characters', () => {
  expect(judgeDraft(aDraft({ clientId: ' ' }), catalog)).toMatchObject({
    failure: { fields: { clientId: { kind: 'empty' } } },
  });
  expect(judgeDraft(aDraft({ clientId: 'c'.repeat(257) }), catalog)).toMatchObject({
    failure: { fields: { clientId: { kind: 'too-long', limit: 256 } } },
  });
});

describe('a port', () => {
  test.each([
    ['1024', 1024],
    ['65535', 65_535],
    [' 48517 ', 48_517],
  ])('%j is one to listen on', (typed, port) => {
    expect(parsePort(typed)).toEqual({ ok: true, value: port });
  });

  test.each(['1023', '65536', '0', '-1', '4.5e4', '0x9999', '48517a', '99999999999'])(
    '%j is not',
    (typed) => {
      expect(parsePort(typed)).toEqual({ ok: false, failure: { kind: 'port-out-of-range' } });
    },
  );

  test('is asked for when the field is empty', () => {
    expect(parsePort(' ')).toEqual({ ok: false, failure: { kind: 'empty' } });
  });
});
