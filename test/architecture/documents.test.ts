import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { looker } from '#providers/looker';
import { inCheckout } from '#support/checkout';

const readme = await readFile(inCheckout('README.md'), 'utf8');

/** The JSON blocks of a Markdown text. */
function jsonBlocksOf(markdown: string): readonly unknown[] {
  return [...markdown.matchAll(/```json\n([\s\S]*?)```/g)].map(
    ([, block]) => JSON.parse(block ?? '') as unknown,
  );
}

test('the README shows admins exactly the body that the app copies for them', () => {
  expect(jsonBlocksOf(readme)).toContainEqual(looker.registration({ redirectPort: null }));
});

test('another body would be noticed', () => {
  const other = { ...looker.registration({ redirectPort: 1234 }) };
  expect(jsonBlocksOf(readme)).not.toContainEqual(other);
});

test('every npm command that the README names exists', async () => {
  const { scripts } = JSON.parse(await readFile(inCheckout('package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [...readme.matchAll(/`npm (?:run )?(\w+)/g)].map(([, name]) => name ?? '');
  const unknown = named.filter((name) => !(name in scripts) && !['ci', 'install'].includes(name));
  expect(named.length).toBeGreaterThan(3);
  expect(unknown).toEqual([]);
});
