import { describe, expect, test } from 'vitest';
import { parseLookerConfig, type ConfigEntry, type LookerConfig } from '#domain/looker-config';

const id = 'Zk7Vd2Qp9sXw4Tn8Rb3M';
const secret = 'hG5jK8mN2pQ4rS6tU9vW3xYz';
const whole = { apiOrigin: 'https://acme.looker.com:19999', clientId: id, secret, problems: [] };

/** Lines of an ini with everything that an entry needs, to be changed by a test. */
function ini(...lines: readonly string[]): string {
  return ['[Looker]', ...lines].join('\n');
}

function read(text: string): LookerConfig {
  const parsed = parseLookerConfig(text);
  if (!parsed.ok) throw new Error(`Nothing was read: ${parsed.failure.kind}`);
  return parsed.value;
}

/** What was taken, with the secret in the clear. */
function taken({ section, line, apiOrigin, clientId, clientSecret, problems }: ConfigEntry): unknown {
  return { section, line, apiOrigin, clientId, secret: clientSecret?.reveal() ?? null, problems };
}

function onlyEntry(text: string): ConfigEntry {
  const { entries } = read(text);
  expect(entries).toHaveLength(1);
  return entries[0]!;
}

const url = 'base_url = https://acme.looker.com:19999';
const keyId = `client_id = ${id}`;
const keySecret = `client_secret = ${secret}`;
const sample = ini(url, keyId, keySecret);

describe('a looker.ini is read however it was written:', () => {
  test.each([
    ['as in the sample', sample],
    ['with Windows line ends', sample.replaceAll('\n', '\r\n')],
    ['with old Mac line ends', sample.replaceAll('\n', '\r')],
    ['with a byte order mark', `\ufeff${sample}`],
    ['without spaces', sample.replaceAll(' = ', '=')],
    ['with colons', sample.replaceAll(' = ', ': ')],
    ['with tabs', sample.replaceAll(' = ', '\t=\t')],
    ['in capitals', ini(url.replace('base_url', 'BASE_URL'), keyId.replace('client', 'Client'), keySecret)],
    ['indented', sample.replaceAll('\n', '\n    ')],
    ['indented more and more', `[Looker]\n${url}\n  ${keyId}\n    ${keySecret}`],
    ['with spaces in the brackets', sample.replace('[Looker]', '[ Looker ]')],
    ['with a path', sample.replace(':19999', ':19999/api/4.0/')],
    ['in double quotes', sample.replaceAll(/= (.*)/g, '= "$1"')],
    ['in single quotes', sample.replaceAll(/= (.*)/g, "= '$1'")],
    ['with comments after values', sample.replaceAll(/= (.*)/g, '= $1 ; mine # too')],
    ['with comments after quotes', sample.replaceAll(/= (.*)/g, '= "$1" # "mine"')],
    ['with a comment after the header', sample.replace(']', '] # my old one')],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({ format: 'ini', problems: [] });
    expect(taken(onlyEntry(text))).toEqual({ section: 'Looker', line: 1, ...whole });
  });

  test('comments and blank lines count as lines', () => {
    expect(onlyEntry(`# mine\n\n; and yours\n${sample}`).line).toBe(4);
  });

  test('each section is an entry, the same place twice too, named as people named it', () => {
    const names = ['Looker', 'acme.prod', 'Büro [alt] #2', 'key[]'];
    const { entries, problems } = read(names.map((name) => sample.replace('Looker', name)).join('\n'));
    expect(problems).toEqual([]);
    expect(entries.map(taken)).toEqual(
      names.map((section, index) => ({ section, line: 1 + 4 * index, ...whole })),
    );
  });

  test('a long name is cut, not in the middle of a character', () => {
    expect(onlyEntry(sample.replace('Looker', 'x'.repeat(100))).section).toBe('x'.repeat(80));
    expect(onlyEntry(sample.replace('Looker', `${'x'.repeat(79)}🔑`)).section).toBe('x'.repeat(79));
  });

  test('DEFAULT is no entry; it fills in what a section does not set, even if it comes later', () => {
    const { entries, problems } = read(
      `[one]\n${url}\n[two]\nbase_url = https://two.example\n[DEFAULT]\n${keyId}\n${keySecret}\nverify_ssl = no`,
    );
    expect(problems).toEqual([]);
    expect(entries.map(taken)).toEqual([
      { ...whole, section: 'one', line: 1 },
      { ...whole, section: 'two', line: 3, apiOrigin: 'https://two.example' },
    ]);
    expect(entries.map(({ turnsOffTls }) => turnsOffTls)).toEqual([true, true]);
  });

  test('%% is %, a single % is itself', () => {
    const text = ini(url, keyId, 'client_secret = a%%b%c%%(d)s');
    expect(onlyEntry(text).clientSecret?.reveal()).toBe('a%b%c%(d)s');
  });

  test('settings of no use are listed with their lines, known ones by their own name', () => {
    const text = `${sample}\nTimeout = 30\nverify_ssl = true\nmy note = 1\nredirect_uri=x\nlooker_url=x\napi_version=4.0`;
    expect(onlyEntry(text)).toMatchObject({ problems: [], turnsOffTls: false });
    expect(onlyEntry(text).ignored).toEqual([
      { line: 5, key: 'timeout' },
      { line: 6, key: 'verify_ssl' },
      { line: 7, key: 'my note' },
      { line: 8, key: 'redirect_uri' },
      { line: 9, key: 'looker_url' },
      { line: 10, key: 'api_version' },
    ]);
  });

  test.each([
    ['false', true],
    ['F', true],
    ['No', true],
    ['n', true],
    ['"0"', true],
    ['true', false],
    ['off', false],
    ['', false],
  ])('verify_ssl = %s turns TLS checks off: %s', (value, expected) => {
    expect(onlyEntry(`${sample}\nverify_ssl = ${value}`).turnsOffTls).toBe(expected);
  });
});

describe('what is wrong is told with its line:', () => {
  test.each([
    ['a line that is nothing', `${sample}\nhello`, { kind: 'not-a-setting', line: 5 }],
    ['a setting without a name', `${sample}\n= x`, { kind: 'not-a-setting', line: 5 }],
    ['the second line of a value', `${sample}\n  more: x`, { kind: 'not-a-setting', line: 5 }],
    ['an open bracket', sample.replace(']', ''), { kind: 'unclosed-section', line: 1 }],
    ['a setting twice', `${sample}\nCLIENT_ID: x`, { kind: 'duplicate-key', line: 5, key: 'client_id' }],
    ['an unknown one twice', `${sample}\nnote=1\nNote=2`, { kind: 'duplicate-key', line: 6, key: 'Note' }],
    ['no address', ini(keyId, keySecret), { kind: 'missing-key', line: 1, key: 'base_url' }],
    ['an empty id', ini(url, 'client_id =', keySecret), { kind: 'missing-key', line: 1, key: 'client_id' }],
    [
      'an empty secret',
      ini(url, keyId, 'client_secret = "" # later'),
      { kind: 'missing-key', line: 1, key: 'client_secret' },
    ],
    [
      'plain http',
      sample.replace('https', 'http'),
      { kind: 'bad-address', line: 2, problem: { kind: 'insecure-address', host: 'acme.looker.com' } },
    ],
    [
      'another scheme',
      sample.replace('https', 'ftp'),
      { kind: 'bad-address', line: 2, problem: { kind: 'not-a-web-address', scheme: 'ftp' } },
    ],
    ['an id of two words', sample.replace(id, `${id} x`), { kind: 'bad-key-id', line: 3 }],
    ['a long id', sample.replace(id, 'k'.repeat(257)), { kind: 'bad-key-id', line: 3 }],
    ['a secret of two words', sample.replace(secret, `${secret} x`), { kind: 'bad-key-secret', line: 4 }],
    [
      'a value made of others',
      sample.replace(secret, '%(client_id)s'),
      { kind: 'interpolation', line: 4, key: 'client_secret' },
    ],
  ])('%s', (_, text, problem) => {
    expect(read(text).problems).toEqual([]);
    expect(onlyEntry(text).problems).toEqual([problem]);
  });

  test('what cannot be used is not handed out, the rest is', () => {
    expect(
      taken(onlyEntry(ini('base_url = http://acme.example', keyId, 'client_secret = a b'))),
    ).toMatchObject({
      apiOrigin: null,
      clientId: id,
      secret: null,
    });
  });

  test('of a setting that comes twice the first counts', () => {
    const text = `${sample}\nclient_secret = another-one`;
    expect(taken(onlyEntry(text))).toMatchObject({ secret });
  });

  test('a section that comes twice is told at the second', () => {
    const { entries } = read(`${sample}\n${sample}`);
    expect(entries.map(({ problems }) => problems)).toEqual([
      [],
      [{ kind: 'duplicate-section', line: 5, name: 'Looker' }],
    ]);
  });

  test('settings before the first section belong to nobody', () => {
    const config = read(`${keySecret}\nhello\n[Looker]\n${url}\n${keyId}`);
    expect(config.problems).toEqual([
      { kind: 'no-section', line: 1 },
      { kind: 'not-a-setting', line: 2 },
    ]);
    expect(config.entries[0]?.clientSecret).toBeNull();
  });

  test('settings without any section, or only with DEFAULT, are no entry', () => {
    expect(read(`${url}\n${keyId}`)).toEqual({
      format: 'ini',
      entries: [],
      problems: [
        { kind: 'no-section', line: 1 },
        { kind: 'no-section', line: 2 },
      ],
    });
    expect(read(sample.replace('Looker', 'DEFAULT'))).toMatchObject({
      entries: [],
      problems: [{ kind: 'no-section', line: 1 }],
    });
  });

  test('an open bracket keeps what follows from the section above', () => {
    const { entries } = read(`[one]\n${url}\n[two\nbase_url = https://two.example\n${keyId}\n${keySecret}`);
    expect(entries.map(taken)).toMatchObject([
      { section: 'one', clientId: null, secret: null },
      { section: 'two', apiOrigin: 'https://two.example', secret },
    ]);
  });

  test('after 200 entries it says so and takes no more', () => {
    const many = (count: number): string =>
      Array.from({ length: count }, (_, index) => sample.replace('Looker', `Looker ${index}`)).join('\n');
    expect(read(many(200))).toMatchObject({ problems: [] });
    expect(read(many(202)).problems).toEqual([{ kind: 'too-many', line: 801, limit: 200 }]);
    expect(read(many(202)).entries).toHaveLength(200);
  });
});

describe('a text that is no configuration is refused:', () => {
  test.each([
    ['nothing', '', { kind: 'empty' }],
    ['nothing to be seen', '\ufeff \n\t\r\n', { kind: 'empty' }],
    ['a letter', 'Dear Ana,\nhere is the file: https://acme.example', { kind: 'nothing-found' }],
    ['an ini of another program', '[core]\nautocrlf = true', { kind: 'nothing-found' }],
    ['a header alone', '[Looker]', { kind: 'nothing-found' }],
    ['variables without a key', 'PATH=/bin\nexport LOOKERSDK_TIMEOUT=1', { kind: 'nothing-found' }],
    ['a zero in it', `${sample}\u0000`, { kind: 'not-text' }],
    ['a picture', '\u0089PNG\r\n\u001a\n', { kind: 'not-text' }],
    ['too much', '#'.repeat(262_145), { kind: 'too-large', limit: 262_144 }],
  ])('%s', (_, text, failure) => {
    expect(parseLookerConfig(text)).toEqual({ ok: false, failure });
  });

  test('the largest text is read', () => {
    expect(parseLookerConfig(sample.padEnd(262_144, '\n')).ok).toBe(true);
  });
});

describe('what a template left is not taken for a value:', () => {
  test.each([
    ['base_url', 'https://<your-looker-endpoint>:19999'],
    ['base_url', 'https://your-looker-instance.com:19999'],
    ['base_url', 'https://yourcompany.looker.com'],
    ['base_url', 'https://${LOOKER_HOST}'],
    ['base_url', '%LOOKER_URL%'],
    ...[
      'your_API_client_id',
      'YOUR-CLIENT-ID',
      'yourClientId',
      '<client_id>',
      'xxxx',
      'XXXX-XXXX',
      '***',
      '...',
    ].map((value) => ['client_id', value]),
    ...[
      'client_secret',
      '${SECRET}',
      '$SECRET',
      '$env:SECRET',
      '%SECRET%',
      '{{ secret }}',
      'changeme',
      'TODO',
    ].map((value) => ['client_secret', value]),
  ])('%s = %s', (key, value) => {
    const line = ['base_url', 'client_id', 'client_secret'].indexOf(key) + 2;
    const text = sample.replace(new RegExp(`^${key} = .*`, 'm'), () => `${key} = ${value}`);
    expect(onlyEntry(text).problems).toEqual([{ kind: 'placeholder', line, key }]);
  });

  test.each([
    ['base_url', 'https://your-energy.cloud.looker.com'],
    ['base_url', 'https://yours.example'],
    ['base_url', 'https://xxl.example'],
    ['client_id', 'yourbm4kq2'],
    ['client_id', 'xx'],
    ['client_id', 'client-7'],
    ['client_secret', 'a$b<c>d'],
    ['client_secret', 'secret-of-ana'],
  ])('but %s = %s is one', (key, value) => {
    const text = sample.replace(new RegExp(`^${key} = .*`, 'm'), () => `${key} = ${value}`);
    expect(onlyEntry(text).problems).toEqual([]);
  });
});
