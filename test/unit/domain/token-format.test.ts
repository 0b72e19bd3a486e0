import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { favouriteFormats, tokenFormats, writeToken } from '#domain/token-format';

const place = {
  url: 'https://acme.cloud.looker.com/api/4.0/user?fields=id,display_name,email',
  variable: 'LOOKER_ACCESS_TOKEN',
};

describe('a token in its form', () => {
  test.each([
    ['token', 't0ken'],
    ['header', 'Authorization: Bearer t0ken'],
    ['curl', `curl --header 'Authorization: Bearer t0ken' '${place.url}'`],
    ['shell', "export LOOKER_ACCESS_TOKEN='t0ken'"],
    ['powershell', "$env:LOOKER_ACCESS_TOKEN = 't0ken'"],
    ['python', "headers = {'Authorization': 'Bearer t0ken'}"],
  ] as const)('%s is exactly: %s', (format, text) => {
    expect(writeToken(format, 't0ken', place)).toBe(text);
  });

  test('every one but the plain one may be the favourite', () => {
    expect(['token', ...favouriteFormats]).toEqual(tokenFormats);
  });
});

/** What the app takes from a server: printable ASCII without a space. RFC 6750 section 2.1 allows less. */
const tokens = fc.sample(fc.stringMatching(/^[\x21-\x7e]{1,60}$/), 500).concat(hostile());
function hostile(): readonly string[] {
  return [
    "'",
    "';touch${IFS}/tmp/x;'",
    "'\\''",
    "\\'",
    '\\',
    '$(id)',
    '`id`',
    "'+__import__('os')+'",
    '"',
    "''",
  ];
}
const out = { maxBuffer: 16 * 1024 * 1024 };

describe('a token cannot get out of its quotes', () => {
  test('a shell reads back exactly what 510 servers gave', () => {
    const script = tokens
      .map((token) => `${writeToken('shell', token, place)}; printf '%s\\n' "$LOOKER_ACCESS_TOKEN"`)
      .join('\n');
    const lines = execFileSync('sh', { input: script, ...out })
      .toString()
      .split('\n');
    expect(lines.slice(0, -1)).toEqual(tokens);
  });

  test('curl is called with one header and one address, whatever is in either', () => {
    const odd = { ...place, url: "https://o'hara.example/'$(id)'" };
    const script = tokens
      .map(
        (token) =>
          `set -- ${writeToken('curl', token, odd).slice('curl '.length)}; printf '%s\\n' $# "$2" "$3"`,
      )
      .join('\n');
    const lines = execFileSync('sh', { input: script, ...out })
      .toString()
      .split('\n');
    const expected = tokens.flatMap((token) => ['3', `Authorization: Bearer ${token}`, odd.url]);
    expect(lines.slice(0, -1)).toEqual(expected);
  });

  test('Python reads back exactly what they gave', () => {
    const script = tokens
      .map((token) => `${writeToken('python', token, place)}\nprint(headers['Authorization'])`)
      .join('\n');
    const lines = execFileSync('python3', ['-'], { input: script, ...out })
      .toString()
      .split('\n');
    expect(lines.slice(0, -1)).toEqual(tokens.map((token) => `Bearer ${token}`));
  });

  test('PowerShell reads two quotes in a row as one, and nothing else in there means anything', () => {
    for (const token of tokens) {
      const text = writeToken('powershell', token, place);
      const inside = /^\$env:LOOKER_ACCESS_TOKEN = '(.*)'$/.exec(text)?.[1] ?? '';
      expect(inside.replaceAll("''", '')).not.toContain("'");
      expect(inside.replaceAll("''", "'")).toBe(token);
    }
  });
});
