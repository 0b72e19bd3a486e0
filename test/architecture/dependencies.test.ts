// Every package that ships was decided on, and the lock file works behind any mirror.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf } from './imports';
import { listFiles, readSources, readText, root } from './sources';

type Manifest = {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
};

const manifest = JSON.parse(readText('package.json')) as Manifest;

/** Packages named in the decisions, as code. */
function decidedIn(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, name]) => name ?? '')));
}

const decisions = existsSync(join(root, 'docs/decisions'))
  ? listFiles('docs/decisions', ['.md']).map((path) => readText(path))
  : [];

test.each(Object.keys(manifest.dependencies))('%s has a line in docs/decisions', (name) => {
  expect(decidedIn(decisions)).toContain(name);
});

test('so has every package that is built into the app', () => {
  const sources = [...readSources('src-main'), ...readSources('src-renderer')];
  const packages = sources
    .flatMap((source) => importsOf(source))
    .filter(({ target, isType }) => !isType && !/^(?:src-|assets\/|node:)/.test(target))
    .map(({ target }) => target);
  const missing = [...new Set(packages)].filter((name) => !decidedIn(decisions).has(name));
  expect(missing).toEqual([]);
});

test('what main needs at run time is a dependency, not a development tool', () => {
  const main = readSources('src-main').flatMap((source) => importsOf(source));
  const packages = main
    .filter(({ target, isType }) => !isType && !/^(?:src-|assets\/|node:)/.test(target))
    .map(({ target }) => target);
  expect([...new Set(packages)].sort()).toEqual([...Object.keys(manifest.dependencies), 'electron'].sort());
});

test('the lock file names no registry', () => {
  expect(readText('package-lock.json')).not.toMatch(/"resolved":|registry\.npmjs|https?:\/\/[^"]*\.tgz/);
});

describe('the check can fail:', () => {
  test('a package named only in passing, not as code, is not decided on', () => {
    expect(decidedIn(['We took `zod`, because joi is larger.'])).toEqual(new Set(['zod']));
  });
});
