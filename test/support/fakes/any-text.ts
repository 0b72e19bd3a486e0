import fc from 'fast-check';

const character = fc.oneof(
  fc.integer({ min: 0x00, max: 0xff }),
  fc.integer({ min: 0x100, max: 0xd7ff }),
  fc.constantFrom(0x2028, 0x202e, 0x200b, 0xfeff, 0x1f511, 0xfffd),
);

/** Text of every kind, control characters and emoji included. The library's own takes a second to get going. */
export function anyText({ minLength = 0, maxLength = 40 } = {}): fc.Arbitrary<string> {
  return fc.string({ unit: character.map((code) => String.fromCodePoint(code)), minLength, maxLength });
}

const hostile = ['@', ':', '/', '\\', '?', '#', '%', '.', ' ', '[', ']', '"', '`', '127.0.0.1', 'localhost'];

/** What could stand in an address bar, from fine to hostile. */
export function anyAddress(): fc.Arbitrary<string> {
  const scheme = fc.constantFrom('', '', 'http://', 'https://', 'HTTPS://', '//', 'file://', 'javascript:');
  const host = fc.constantFrom(
    'acme.example',
    'localhost',
    '127.0.0.1',
    '[::1]',
    '127.1',
    '0x7f.1',
    'bücher.example',
  );
  const rest = fc.array(fc.oneof(fc.constantFrom(...hostile), fc.nat(70_000).map(String), fc.string()), {
    maxLength: 5,
  });
  return fc.oneof(
    anyText(),
    fc.tuple(scheme, fc.oneof(host, fc.domain(), fc.string()), rest).map(([a, b, c]) => a + b + c.join('')),
  );
}
