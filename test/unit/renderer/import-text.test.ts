import { expect, test } from 'vitest';
import type { ConfigProblem } from '#contract/bridge';
import {
  importText,
  toHostText,
  toIgnoredText,
  toInstanceText,
  toProblemText,
  toSectionTitle,
} from '#renderer/text/import.ts';
import { aFoundAddress, anImportEntry } from '#support/views';

type OfEachKind = { readonly [K in ConfigProblem['kind']]: Extract<ConfigProblem, { kind: K }> };

const problems: OfEachKind = {
  'not-a-setting': { kind: 'not-a-setting', line: 14 },
  'no-section': { kind: 'no-section', line: 14 },
  'unclosed-section': { kind: 'unclosed-section', line: 14 },
  'duplicate-section': { kind: 'duplicate-section', line: 14, name: 'Looker' },
  'duplicate-key': { kind: 'duplicate-key', line: 14, key: 'base_url' },
  'missing-key': { kind: 'missing-key', line: 14, key: 'client_secret' },
  'bad-address': { kind: 'bad-address', line: 14, problem: { kind: 'no-host' } },
  'bad-key-id': { kind: 'bad-key-id', line: 14 },
  'bad-key-secret': { kind: 'bad-key-secret', line: 14 },
  interpolation: { kind: 'interpolation', line: 14, key: 'client_id' },
  placeholder: { kind: 'placeholder', line: 14, key: 'client_id' },
  'too-many': { kind: 'too-many', line: 14, limit: 200 },
};

test.each(Object.values(problems))('$kind is a sentence that begins with its line', (problem) => {
  const text = toProblemText(problem, 'ini');
  expect(text).toMatch(/^Line 14: .+\.$/);
  expect(text).not.toMatch(/!|undefined|null|\[object/);
});

test('settings are named as they stand: in the ini, or as variables', () => {
  expect(toProblemText(problems['missing-key'], 'ini')).toContain('client_secret');
  expect(toProblemText(problems['missing-key'], 'environment')).toContain('LOOKERSDK_CLIENT_SECRET');
  expect(toProblemText(problems['bad-address'], 'environment')).toContain('LOOKERSDK_BASE_URL');
  const entry = anImportEntry({
    ignored: [
      { line: 5, key: 'timeout' },
      { line: 6, key: 'my_own' },
    ],
  });
  expect(toIgnoredText(entry, 'ini')).toBe('Not used: timeout (line 5), my_own (line 6).');
  expect(toIgnoredText(entry, 'environment')).toContain('LOOKERSDK_TIMEOUT (line 5), my_own (line 6)');
  expect(toIgnoredText(anImportEntry(), 'ini')).toBeNull();
});

test('a section is called by its name, without one by its host', () => {
  expect(toSectionTitle(anImportEntry(), 'ini')).toBe('[Looker]');
  expect(toSectionTitle(anImportEntry({ section: 'Environment 2' }), 'environment')).toBe('Environment 2');
  expect(toSectionTitle(anImportEntry({ section: '' }), 'ini')).toBe('acme.cloud.looker.com');
  expect(toSectionTitle(anImportEntry({ section: '', apiOrigin: null }), 'ini')).toBe(
    'Section without a name',
  );
});

test('an entry says whether it joins an instance or makes one', () => {
  expect(toInstanceText(anImportEntry())).toBe('Joins “Acme production”, which is in your list');
  expect(toInstanceText(anImportEntry({ instance: { instanceId: null, name: 'x.example' } }))).toBe(
    'New instance “x.example”',
  );
});

test('a host that names others is loud, one that says nothing is quiet, a good one is silent', () => {
  const apiOrigin = 'https://acme.example:19999';
  const found = aFoundAddress({ entered: apiOrigin });
  expect(toHostText(anImportEntry({ apiOrigin, found }))).toBeNull();
  expect(toHostText(anImportEntry({ apiOrigin: null }))).toBeNull();
  expect(toHostText(anImportEntry({ apiOrigin, found: null }))?.tone).toBe('quiet');
  expect(toHostText(anImportEntry({ apiOrigin, found: { ...found, source: 'nothing' } }))?.tone).toBe(
    'quiet',
  );
  for (const other of [{ differs: true }, { apiOrigin: 'https://api.acme.example' }]) {
    const text = toHostText(anImportEntry({ apiOrigin, found: { ...found, ...other } }));
    expect(text?.tone).toBe('warn');
    expect(text?.text).toContain('acme.example:19999');
  }
});

test('counts read as sentences', () => {
  expect(importText.found(1, 0, 'clipboard')).toBe('One key on the clipboard');
  expect(importText.found(1, 1, 'file')).toBe('One key in the file, not usable as it is');
  expect(importText.found(3, 1, 'file')).toBe('3 keys in the file, 1 of them not usable');
  expect(importText.run(1, false)).toBe('Import 1 key');
  expect(importText.run(2, true)).toBe('Try 2 keys again');
  expect(importText.outcome(2, 0)).toBe('2 imported');
});
