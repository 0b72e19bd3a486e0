// Holds our reading of a looker.ini to the reader that the Looker SDK for Python uses, Python's own configparser. One
// Python is started for all files.
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAddress } from '#domain/address';
import { parseLookerConfig } from '#domain/looker-config';

type Reading = {
  readonly section: string;
  readonly base_url: string | null;
  readonly client_id: string | null;
  readonly client_secret: string | null;
};

const program = `
import configparser, io, json, sys
def read(text):
    parser = configparser.ConfigParser()
    parser.read_file(io.StringIO(text, newline=None))
    keys = ('base_url', 'client_id', 'client_secret')
    return [{'section': name.strip(), **{key: parser[name].get(key) or None for key in keys}} for name in parser.sections()]
json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
`;

function readWithPython(texts: readonly string[]): readonly (readonly Reading[])[] {
  const input = JSON.stringify(texts);
  const options = { input, encoding: 'utf8', maxBuffer: 100_000_000 } as const;
  const { error, status, stdout, stderr } = spawnSync('python3', ['-I', '-c', program], options);
  if (error !== undefined) {
    const advice = 'This test compares with the configparser of Python: please install python3.';
    throw new Error(advice, { cause: error });
  }
  if (status !== 0) throw new Error(`Python did not read all files: ${stderr}`);
  return JSON.parse(stdout) as Reading[][];
}

function readWithDaypass(text: string): readonly Reading[] {
  const parsed = parseLookerConfig(text);
  if (!parsed.ok) throw new Error(`Nothing was read: ${parsed.failure.kind}`);
  return parsed.value.entries.map(({ section, apiOrigin, clientId, clientSecret }) => ({
    section,
    base_url: apiOrigin,
    client_id: clientId,
    client_secret: clientSecret?.reveal() ?? null,
  }));
}

/** Python tells the text, we the origin. */
function withOrigin(reading: Reading): Reading {
  const origin = parseAddress(reading.base_url ?? '');
  return { ...reading, base_url: origin.ok ? origin.value : null };
}

const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index));
const plain = printable.filter((character) => !'"\'%;#'.includes(character));
const alphanumeric = printable.filter((character) => /[a-z0-9]/i.test(character));
// A value that starts like `$NAME` or `<name>` could be a placeholder, which Python does not know.
const anyWord = fc
  .tuple(
    fc.constantFrom(...alphanumeric),
    fc.string({ unit: fc.constantFrom(...plain), minLength: 9, maxLength: 40 }),
  )
  .map(([head, tail]) => head + tail);

/** A host of x only is taken for a placeholder, which Python does not know. */
const anyHost = fc.domain().filter((host) => !/^x+(?:\.|$)/.test(host));

const anyUrl = fc
  .tuple(anyHost, fc.constantFrom('', ':19999', ':443'), fc.constantFrom('', '/', '/api/4.0'))
  .map(([host, port, path]) => `https://${host}${port}${path}`);

const anySection = fc
  .string({
    unit: fc.constantFrom(...plain, ...plain, ' ', '#', ';', '%', '"', '[', ']', '.', 'ü', '東', '🔑'),
    minLength: 1,
    maxLength: 30,
  })
  .filter((name) => name.trim() !== '' && name.trim() !== 'DEFAULT');

const anyKey = (key: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    key,
    key,
    key.toUpperCase(),
    key.replace(/^./, (first) => first.toUpperCase()),
  );

const anyDelimiter = fc.constantFrom('=', ' = ', ':', ': ', '\t=  ', ' :\t');
const anyFiller = fc.constantFrom('', '', '   ', '# a = comment', '  ; [another]', '#', ';[x');

function anySetting(key: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(anyKey(key), anyDelimiter, value).map((parts) => parts.join(''));
}

/** Each setting may be there, in any order; settings of no use and comments in between. */
const anyBody = fc
  .tuple(
    fc.shuffledSubarray([0, 1, 2, 3, 4]),
    anySetting(
      'base_url',
      fc.oneof({ weight: 9, arbitrary: anyUrl }, { weight: 1, arbitrary: fc.constant('') }),
    ),
    anySetting(
      'client_id',
      fc.oneof({ weight: 9, arbitrary: anyWord }, { weight: 1, arbitrary: fc.constant('') }),
    ),
    anySetting('client_secret', anyWord),
    anySetting('timeout', fc.constantFrom('120', '')),
    anySetting('note', fc.constantFrom('base_url = x', 'a b ; c', '[Looker]')),
    fc.constantFrom('', '', '  ', '\t'),
    fc.array(anyFiller, { minLength: 5, maxLength: 5 }),
  )
  .map(([order, base, id, secret, timeout, note, indent, fillers]) =>
    order.flatMap((at) => [fillers[at]!, indent + [base, id, secret, timeout, note][at]!]),
  );

const anyFile = fc
  .tuple(
    fc.uniqueArray(fc.tuple(anySection, anyBody), {
      minLength: 1,
      maxLength: 6,
      selector: ([name]) => name.trim(),
    }),
    fc.option(fc.tuple(anyBody, fc.nat(6))),
    fc.constantFrom('\n', '\r\n', '\r'),
  )
  .map(([sections, defaults, end]) => {
    const blocks = sections.map(([name, body]) => [`[${name}]`, ...body]);
    if (defaults !== null) blocks.splice(defaults[1], 0, ['[DEFAULT]', ...defaults[0]]);
    // So that there is always something of Looker in it.
    return ['# generated', ...blocks.flat(), '[last]', 'base_url = last.example', ''].join(end);
  })
  .filter((text) => text.split('[last]').length === 2);

test('what we read in 300 files is what Python reads in them', () => {
  const texts = fc.sample(anyFile, 300);
  const readings = readWithPython(texts);
  expect(readings).toHaveLength(texts.length);
  texts.forEach((text, index) => {
    expect(readWithDaypass(text), text).toEqual(readings[index]?.map(withOrigin));
  });
  const secrets = readings.flat().filter(({ client_secret }) => client_secret !== null);
  expect(secrets.length, 'files with secrets in them').toBeGreaterThan(300);
});
