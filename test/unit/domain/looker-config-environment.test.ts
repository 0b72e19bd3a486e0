import { describe, expect, test } from 'vitest';
import { parseLookerConfig, type ConfigEntry, type LookerConfig } from '#domain/looker-config';

const id = 'Zk7Vd2Qp9sXw4Tn8Rb3M';
const secret = 'hG5jK8mN2pQ4rS6tU9vW3xYz';
const origin = 'https://acme.looker.com:19999';

/** The three variables, each as a line of some shell. */
function block(toLine: (name: string, value: string) => string, base = origin): string {
  return [
    toLine('LOOKERSDK_BASE_URL', base),
    toLine('LOOKERSDK_CLIENT_ID', id),
    toLine('LOOKERSDK_CLIENT_SECRET', secret),
  ].join('\n');
}

const dotenv = (name: string, value: string): string => `${name}=${value}`;

function read(text: string): LookerConfig {
  const parsed = parseLookerConfig(text);
  if (!parsed.ok) throw new Error(`Nothing was read: ${parsed.failure.kind}`);
  return parsed.value;
}

function taken({ section, line, apiOrigin, clientId, clientSecret, problems }: ConfigEntry): unknown {
  return { section, line, apiOrigin, clientId, secret: clientSecret?.reveal() ?? null, problems };
}

const whole = { section: 'Environment', line: 1, apiOrigin: origin, clientId: id, secret, problems: [] };

describe('variables are read in the words of every shell:', () => {
  test.each<[string, (name: string, value: string) => string]>([
    ['dotenv', dotenv],
    ['dotenv with quotes', (name, value) => `${name}="${value}"`],
    ['dotenv with spaces and a comment', (name, value) => `${name} = '${value}' # mine`],
    ['YAML', (name, value) => `  ${name}: ${value}`],
    ['export', (name, value) => `export ${name}=${value}`],
    ['export with quotes and semicolons', (name, value) => `export ${name}='${value}';`],
    ['export with semicolons', (name, value) => `export ${name}=${value};`],
    ['declare', (name, value) => `declare -x ${name}="${value}"`],
    ['cmd', (name, value) => `set ${name}=${value}`],
    ['cmd in a batch file', (name, value) => `@SET ${name}=${value}`],
    ['cmd with quotes around all', (name, value) => `set "${name}=${value}"`],
    ['setx', (name, value) => `setx ${name} "${value}"`],
    ['setx without quotes', (name, value) => `setx ${name} ${value}`],
    ['setx for the machine', (name, value) => `setx ${name} "${value}" /M`],
    ['setx for the machine, said first', (name, value) => `setx /m ${name} ${value}`],
    ['PowerShell', (name, value) => `$env:${name} = "${value}"`],
    ['PowerShell without spaces', (name, value) => `$Env:${name}='${value}';`],
    ['small letters', (name, value) => `${name.toLowerCase()}=${value}`],
  ])('%s', (_, toLine) => {
    const config = read(block(toLine));
    expect(config).toMatchObject({ format: 'environment', problems: [] });
    expect(config.entries.map(taken)).toEqual([whole]);
    expect(read(`\ufeff${block(toLine).replaceAll('\n', '\r\n')}\r\n`)).toEqual(config);
  });

  test('comments of every shell are no settings', () => {
    const text = `#!/bin/sh\n:: mine\nREM yours\n@echo off\n; old\n\n${block(dotenv)}`;
    expect(read(text).entries.map(taken)).toEqual([{ ...whole, line: 7 }]);
  });
});

describe('several sets in one text', () => {
  test('a variable that is set already starts the next one', () => {
    const text = `${block(dotenv)}\nLOOKERSDK_VERIFY_SSL=false\n\n# two\n${block(dotenv, 'https://two.example')}`;
    const { entries, problems } = read(text);
    expect(problems).toEqual([]);
    expect(entries.map(taken)).toEqual([
      whole,
      { ...whole, section: 'Environment 2', line: 7, apiOrigin: 'https://two.example' },
    ]);
    expect(entries.map(({ turnsOffTls }) => turnsOffTls)).toEqual([true, false]);
  });

  test('what is missing in one is not taken from the other', () => {
    const { entries } = read(`LOOKERSDK_BASE_URL=${origin}\n${block(dotenv, 'https://two.example')}`);
    expect(entries.map(taken)).toMatchObject([
      {
        clientId: null,
        secret: null,
        problems: [
          { kind: 'missing-key', line: 1, key: 'client_id' },
          { kind: 'missing-key', line: 1, key: 'client_secret' },
        ],
      },
      { apiOrigin: 'https://two.example', secret, problems: [] },
    ]);
  });

  test('headings in brackets do not make it an ini', () => {
    const config = read(`[prod]\n${block(dotenv)}\n[dev]`);
    expect(config).toMatchObject({ format: 'environment', problems: [{ kind: 'not-a-setting', line: 1 }] });
    expect(config.entries[0]?.problems).toEqual([{ kind: 'not-a-setting', line: 5 }]);
  });
});

describe('what else is in the text', () => {
  test('other variables are listed, may come twice, and lend nothing', () => {
    const text = `DATABASE_URL=x\n${block(dotenv)}\nLOOKERSDK_FOO=1\nDATABASE_URL=y\nLOOKERSDK_TIMEOUT=3\nclient_id=z`;
    expect(read(text).entries.map(taken)).toEqual([{ ...whole, line: 2 }]);
    expect(read(text).entries[0]?.ignored).toEqual([
      { line: 1, key: 'DATABASE_URL' },
      { line: 5, key: 'LOOKERSDK_FOO' },
      { line: 6, key: 'DATABASE_URL' },
      { line: 7, key: 'timeout' },
      { line: 8, key: 'client_id' },
    ]);
  });

  test('a percent sign has no meaning there', () => {
    expect(read(block(dotenv).replace(secret, 'a%%b%(c)s')).entries[0]?.clientSecret?.reveal()).toBe(
      'a%%b%(c)s',
    );
  });

  test.each([
    ['python main.py', { kind: 'not-a-setting', line: 4 }],
    ['```', { kind: 'not-a-setting', line: 4 }],
  ])('%s is told', (row, problem) => {
    expect(read(`${block(dotenv)}\n${row}`).entries[0]?.problems).toEqual([problem]);
  });

  test('several variables in one row are not understood, and it says so', () => {
    const { entries } = read(`export LOOKERSDK_BASE_URL=${origin} LOOKERSDK_CLIENT_ID=${id}`);
    expect(entries[0]?.problems[0]).toEqual({
      kind: 'bad-address',
      line: 1,
      problem: { kind: 'has-spaces' },
    });
  });
});
