import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toServerWords } from '#domain/server-words';
import { anyText } from '#support/fakes/any-text';

test.each([
  ['Client id not found', 'Client id not found'],
  ['  padded\n\tlines ', 'padded lines'],
  ['a\u202eb\u0000c\u001b[31md', 'a b c [31md'],
  ['', null],
  ['\u200b\u200b', null],
  [42, null],
  [null, null],
  [{ toString: () => 'tricked' }, null],
])('%j is shown as %j', (sent, shown) => {
  expect(toServerWords(sent)).toBe(shown);
});

test('whatever a server sends, what is shown is short, printable and on one line', () => {
  fc.assert(
    fc.property(fc.oneof(anyText({ maxLength: 400 }), fc.anything()), (sent) => {
      const shown = toServerWords(sent);
      if (shown !== null) expect(shown).toMatch(/^[\x20-\x7e]{1,200}$/);
    }),
  );
});
