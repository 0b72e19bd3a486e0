import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { inCheckout } from '#support/checkout';

const page = await readFile(inCheckout('docs/reliability.md'), 'utf8');

type Row = { readonly name: string; readonly files: readonly string[] };

/** The rows of the tables: `RR1`, and the files that are said to show it. */
function rowsOf(markdown: string): readonly Row[] {
  return [...markdown.matchAll(/^\| (R[RST]\d+) +\|[^|]*\|([^|]*)\|/gm)].map(([, name, files]) => ({
    name: name ?? '',
    files: [...(files ?? '').matchAll(/`([^`]+)`/g)].map(([, file]) => `test/${file ?? ''}.test.ts`),
  }));
}

async function titlesIn(file: string): Promise<string> {
  const text = await readFile(inCheckout(file), 'utf8');
  return text.replace(/^\s*\/\/.*$/gm, '');
}

test('the page names every row once', () => {
  const names = rowsOf(page).map(({ name }) => name);
  const count = { RR: 12, RT: 13, RS: 14 };
  const expected = Object.entries(count).flatMap(([letters, most]) =>
    Array.from({ length: most }, (_, index) => `${letters}${index + 1}`),
  );
  expect(names).toEqual(expected);
});

test.for(rowsOf(page))('$name is named by the tests that are said to show it', async ({ name, files }) => {
  expect(files).not.toEqual([]);
  for (const file of files) expect(await titlesIn(file)).toMatch(new RegExp(`\\b${name}\\b`));
});
