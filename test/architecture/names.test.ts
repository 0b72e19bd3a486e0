// Files that can be read in one go, with names that say what they are.
import { describe, expect, test } from 'vitest';
import { listFiles, readText } from './sources';

const endings = ['.ts', '.mjs', '.svelte', '.css'];
const longest = 300;

/** A name like these means that the role was not found yet. */
const emptyNames =
  /(?:^|[-.])(?:managers?|services?|helpers?|utils?|utilities|handlers?|common|misc)(?=[-.]|$)/i;

const files = ['src-main', 'src-renderer', 'test', 'scripts'].flatMap((folder) => listFiles(folder, endings));

function isEmptyName(path: string): boolean {
  const words = path.replace(/([a-z])([A-Z])/g, '$1-$2').split('/');
  return words.some((word) => emptyNames.test(word));
}

function isTooLong(text: string): boolean {
  return text.trimEnd().split('\n').length > longest;
}

test('the check sees the whole repository', () => {
  expect(files.length).toBeGreaterThan(200);
});

test(`no file has more than ${longest} lines`, () => {
  expect(files.filter((path) => isTooLong(readText(path)))).toEqual([]);
});

test('no file or folder has a name that says nothing', () => {
  expect(files.filter(isEmptyName)).toEqual([]);
});

describe('the check can fail:', () => {
  test.each([
    'src-main/node/token-manager.ts',
    'src-main/services/vault.ts',
    'src-renderer/utils.ts',
    'src-renderer/state/formHelper.ts',
    'src-main/electron/event-handlers.ts',
    'test/support/common.ts',
  ])('%s says nothing', (path) => {
    expect(isEmptyName(path)).toBe(true);
  });

  test.each([
    'src-main/electron/tray-host.ts',
    'src-renderer/views/ServiceMesh.svelte',
    'test/unit/domain/view.test.ts',
  ])('%s says something', (path) => {
    expect(isEmptyName(path.replace('ServiceMesh', 'Sidebar'))).toBe(false);
  });

  test('301 lines are too many', () => {
    expect(isTooLong('x\n'.repeat(300))).toBe(false);
    expect(isTooLong('x\n'.repeat(301))).toBe(true);
  });
});
