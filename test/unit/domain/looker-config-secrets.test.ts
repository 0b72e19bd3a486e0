// Nothing that is said about a configuration may give a secret away, however broken the text is.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLookerConfig, type LookerConfig } from '#domain/looker-config';
import { anyText } from '#support/fakes/any-text';

const letters = 'ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789';
const anySecret = fc.string({
  unit: fc.nat(letters.length - 1).map((at) => letters.charAt(at)),
  minLength: 8,
  maxLength: 30,
});

/** Rows as people get them wrong, with the secret in every place. */
const shapes: readonly ((secret: string) => string)[] = [
  (secret) => `[${secret}]`,
  (secret) => `[${secret}`,
  (secret) => `[x ${secret.slice(0, 7)}]`,
  (secret) => secret,
  (secret) => `  ${secret}`,
  (secret) => `${secret} = 1`,
  (secret) => `${secret}=`,
  (secret) => `${secret.slice(1)}: 1`,
  (secret) => `export ${secret}=1`,
  (secret) => `my ${secret.toUpperCase()} key = 1`,
  (secret) => `base_url = http://${secret}.example`,
  (secret) => `base_url = ${secret}://x`,
  (secret) => `base_url = https://ana:${secret}@acme.example`,
  (secret) => `LOOKERSDK_BASE_URL=http://x${secret}`,
  (secret) => `client_id = ${secret} x`,
  (secret) => `client_secret = ${secret} x`,
  (secret) => `client_secret : '${secret}' ; x`,
  () => '[Looker]',
  () => 'base_url = https://acme.example',
  () => 'LOOKERSDK_BASE_URL=https://acme.example',
];

const anyRow = fc.oneof(
  fc.constantFrom(...shapes),
  anyText().map((text) => () => text.replaceAll(/[^\P{Cc}]/gu, '')),
);
const anyConfig = fc
  .tuple(
    anySecret,
    fc.array(anyRow, { maxLength: 12 }),
    fc.constantFrom('client_secret = ', 'LOOKERSDK_CLIENT_SECRET='),
  )
  .map(([secret, rows, known]) => ({
    secret,
    text: [...rows.map((row) => row(secret)), `${known}${secret}`, ...rows.map((row) => row(secret))].join(
      '\n',
    ),
  }));

/** All that is said in words of the text: what problems and ignored settings tell. */
function said({ entries, problems }: LookerConfig): string {
  const told = [...problems, ...entries.flatMap((entry) => [...entry.problems, ...entry.ignored])];
  return told
    .flatMap((one) => valuesOf(one))
    .join('\n')
    .toLowerCase();
}

function valuesOf(value: object): readonly string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (typeof inner === 'object' && inner !== null) return valuesOf(inner);
    return key === 'kind' ? [] : [String(inner)];
  });
}

test('any text at all is read or refused, never thrown at', () => {
  fc.assert(
    fc.property(anyText({ maxLength: 400 }), (text) => {
      expect(typeof parseLookerConfig(text).ok).toBe('boolean');
    }),
    { numRuns: 500 },
  );
});

test('no problem and no ignored setting has six characters of a secret', () => {
  let read = 0;
  fc.assert(
    fc.property(anyConfig, ({ secret, text }) => {
      const parsed = parseLookerConfig(text);
      if (!parsed.ok) return;
      read += 1;
      const words = said(parsed.value);
      for (let start = 0; start + 6 <= secret.length; start += 1) {
        expect(words).not.toContain(secret.slice(start, start + 6).toLowerCase());
      }
      expect(
        parsed.value.entries.some(({ section }) => secret.length >= 12 && section.includes(secret)),
      ).toBe(false);
      expect(JSON.stringify(parsed.value.entries.map(({ clientSecret }) => clientSecret))).not.toContain(
        secret,
      );
    }),
    { numRuns: 2_000 },
  );
  expect(read).toBeGreaterThan(1_900);
});

test('a long word that is not known to be a secret is left out too', () => {
  const parsed = parseLookerConfig(
    '[Looker]\nclient_secret =\nbXktc2VjcmV0LW9uLWEtbGluZQ==\nbase_url = x.example',
  );
  expect(parsed.ok && parsed.value.entries[0]?.ignored).toEqual([{ line: 3, key: '…' }]);
});

test('a placeholder is no secret: names that share its words are still told', () => {
  const parsed = parseLookerConfig('[client A]\nclient_secret = your_client_secret\nclient_note = 1');
  expect(parsed.ok && parsed.value.entries[0]).toMatchObject({
    section: 'client A',
    ignored: [{ line: 3, key: 'client_note' }],
  });
});

// Long enough for a reader that goes back and forth to take seconds.
const size = 60_000;

test.each([
  ['spaces', `setx a${' '.repeat(size)}b`],
  ['brackets', `[${'] '.repeat(size / 2)}x`],
  ['percent signs', `client_id = ${'%('.repeat(size / 2)}`],
  ['quotes', `client_secret = ${'" '.repeat(size / 2)}x`],
  ['braces', `base_url = ${'${'.repeat(size / 2)}`],
  ['a long secret', `client_secret = ${'x1'.repeat(size / 2)}`],
  ['short lines', 'a=1\n'.repeat(size / 4)],
  ['short sections', '[a]\n'.repeat(size / 4)],
])('a text full of %s is read in no time', (_, rows) => {
  const started = performance.now();
  expect(parseLookerConfig(`[Looker]\nbase_url = x\n${rows}`).ok).toBe(true);
  expect(parseLookerConfig(`LOOKERSDK_BASE_URL=x\n${rows}`).ok).toBe(true);
  expect(performance.now() - started).toBeLessThan(2_000);
});
