// Values for configuration files: mostly what Google gives out, with everything in between that could mean something to
// one of the formats.
import fc from 'fast-check';
import type { ConfigValues } from '#domain/config-files/format';
import { anyText } from '#support/fakes/any-text';

const meaningful = [
  ...[
    '"',
    "'",
    '`',
    '\\',
    '\\\\',
    '\\n',
    '\\t',
    "\\'",
    '\\"',
    '\n',
    '\r',
    '\r\n',
    '\t',
    ' ',
    '  ',
    '\0',
    '\x7f',
  ],
  ...[
    '#',
    ' #',
    '%',
    '%(x)s',
    '%%',
    '<',
    '>',
    '&',
    '&amp;',
    ']]>',
    '-->',
    '<!--',
    ';',
    ':',
    ': ',
    '=',
    '!',
    ',',
    '-',
  ],
  ...[
    '$',
    '$HOME',
    '${HOME}',
    '$(exit 1)',
    '`exit 1`',
    '#{exit(1)}',
    '#$0',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '@',
    '*',
  ],
  ...['null', 'true', 'no', '~', '0', '12', '\nexport ', '\nend\n', '\n__END__\n', '\n[S]\n', "'\n", '"\n'],
  ...[
    'é',
    'ü',
    '東',
    '🔑',
    '‘',
    '’',
    '‚',
    '‛',
    '“',
    '”',
    'Ò',
    '\u0085',
    '\u00a0',
    '\u2028',
    '\u2029',
    '\ufeff',
  ],
];

const anyToken = fc.string({
  unit: fc.constantFrom(...Array.from('abcXYZ0189-_./')),
  minLength: 1,
  maxLength: 30,
});

const anyHostile = fc
  .array(fc.oneof(fc.constantFrom(...meaningful), fc.constantFrom(...meaningful), anyToken, anyText()), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join(''));

/** The same without what some formats cannot write. */
const anyOneLine = anyHostile.map((text) => text.replace(/\p{Cc}/gu, ''));

function valuesOf(text: fc.Arbitrary<string>): fc.Arbitrary<ConfigValues> {
  const optional = fc.oneof(fc.constant(''), text);
  return fc.record({
    clientId: text,
    clientSecret: text,
    refreshToken: text,
    developerToken: optional,
    loginCustomerId: optional,
    linkedCustomerId: optional,
  });
}

const anyField = fc.constantFrom<keyof ConfigValues>(
  'clientId',
  'clientSecret',
  'refreshToken',
  'developerToken',
  'loginCustomerId',
  'linkedCustomerId',
);

/** Customer ids are not only digits here: a writer has to be exact about them as well. */
export const anyValues: fc.Arbitrary<ConfigValues> = fc.oneof(
  { weight: 6, arbitrary: toOneHostile() },
  { weight: 3, arbitrary: valuesOf(anyOneLine) },
  { weight: 1, arbitrary: valuesOf(anyHostile) },
);

function toOneHostile(): fc.Arbitrary<ConfigValues> {
  return fc
    .tuple(valuesOf(anyToken), anyField, anyHostile)
    .map(([values, field, hostile]) => ({ ...values, [field]: hostile }));
}
