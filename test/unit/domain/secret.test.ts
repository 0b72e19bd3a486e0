import { format, inspect } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Secret } from '#domain/secret';

/** Every way in which a value gets into a log, a message or a file without anybody meaning it. */
const waysToShow: Readonly<Record<string, (secret: Secret) => string>> = {
  JSON: (secret) => JSON.stringify({ nested: [secret] }),
  'string conversion': (secret) => `${String(secret)} ${[secret].join()}`,
  concatenation: (secret) => ''.concat(secret as unknown as string),
  'util.inspect with everything shown': (secret) =>
    inspect({ secret }, { showHidden: true, depth: 9, getters: true }),
  'console output': (secret) => format('%s %o %j', secret, secret, secret),
  'structured clone, which IPC uses': (secret) => inspect(structuredClone({ secret }), { showHidden: true }),
  'the heap format of child processes': (secret) => inspect(deserialize(serialize({ secret }))),
  'a copy of its fields': (secret) => JSON.stringify(Object.assign({}, secret)),
  keys: (secret) => JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret)]),
  'an error about it': (secret) => new Error(`failed with ${String(secret)}`, { cause: secret }).stack ?? '',
};

const values = fc.string({ minLength: 12, maxLength: 60 }).filter((text) => !'[secret]'.includes(text));

test.each(Object.keys(waysToShow))('%s does not show a secret', (way) => {
  fc.assert(
    fc.property(values, (value) => {
      expect(waysToShow[way]?.(new Secret(value))).not.toContain(value);
    }),
    { numRuns: 200 },
  );
});

test('revealing gives exactly what was put in', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      expect(new Secret(value).reveal()).toBe(value);
    }),
  );
});

describe('a secret made of others', () => {
  const parts = { first: new Secret('one'), second: new Secret('two') };

  test('has what was made of them, and shows as little', () => {
    const made = Secret.derive(parts, ({ first, second }) => `${first}+${second}`);
    expect(made?.reveal()).toBe('one+two');
    expect(JSON.stringify({ made })).toBe('{"made":"[secret]"}');
  });

  test('is none where nothing can be made of them', () => {
    expect(Secret.derive(parts, () => null)).toBeNull();
  });
});
