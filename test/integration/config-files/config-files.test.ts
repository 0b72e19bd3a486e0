// Holds what we write to what the real reader of each format reads: hundreds of files, one process per reader.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configFormats, type ConfigValues } from '#domain/config-files/format';
import { toConfigFile } from '#domain/config-files/write';
import { anyValues } from './any-values';
import { cannotHold, expectedIn } from './expectations';
import { readers } from './readers';

const total = 300;
const cases = fc.sample(anyValues, total);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daypass-config-files-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each(configFormats)('the file for %s', (format) => {
  test.each(Object.entries(readers[format]))('is read by %s as it was meant', (_, read) => {
    const written = cases.flatMap((values) => {
      const file = toConfigFile(format, values);
      return file.ok ? [{ values, text: file.value }] : [];
    });
    expect(written.length).toBeGreaterThan(total / 3);
    written.forEach(({ text }, index) => writeFileSync(join(folder, String(index)), text));

    const found = read({ folder, count: written.length });

    expect(found).toHaveLength(written.length);
    written.forEach(({ values, text }, index) => {
      expect(found[index], text).toEqual(expectedIn(format, values));
    });
  });

  test('is refused only for what the format cannot hold', () => {
    const isImpossible = cannotHold[format] ?? ((value: string) => /[^\w./-]/.test(value));
    fc.assert(
      fc.property(anyValues, (values) => {
        const file = toConfigFile(format, values);
        if (!file.ok) expect(values[file.failure.field]).toSatisfy(isImpossible);
        else if (cannotHold[format] !== null) {
          expect(Object.values(expectedIn(format, values)).filter(isImpossibleText)).toEqual([]);
        }
      }),
      { numRuns: total },
    );

    function isImpossibleText(value: unknown): boolean {
      return typeof value === 'string' && isImpossible(value);
    }
  });
});

test('what dotenv files can hold is written, even with both quotes or with backslashes', () => {
  const values: ConfigValues = {
    clientId: `it's "quoted" \\ and \\\\ not trimmed\\`,
    clientSecret: `two lines\nand 'quotes' # no comment\r\n`,
    refreshToken: 'C:\\new\\table "here"\n $HOME `date` ',
    developerToken: '',
    loginCustomerId: '1234567890',
    linkedCustomerId: '',
  };
  const file = toConfigFile('env-dotenv', values);
  if (!file.ok) throw new Error(`Not written: ${file.failure.field}`);
  writeFileSync(join(folder, '0'), file.value);
  for (const [name, read] of Object.entries(readers['env-dotenv'])) {
    expect(read({ folder, count: 1 }), name).toEqual([expectedIn('env-dotenv', values)]);
  }
});
