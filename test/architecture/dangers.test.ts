import { describe, expect, test } from 'vitest';
import { dangers, filesThatMayReveal, findDangers } from './dangers';
import { readSources, toSource } from './sources';

const sources = [...readSources('src-main'), ...readSources('src-renderer')];

test('dangerous things are in one place each', () => {
  expect(findDangers(sources)).toEqual([]);
});

test('every exception is still needed', () => {
  const unneeded = dangers.flatMap(({ what, isThere, allowedIn }) =>
    allowedIn
      .filter((path) => !sources.some((source) => source.path === path && isThere(source)))
      .map((path) => `${path}: ${what}`),
  );
  expect(unneeded).toEqual([]);
});

test('the list of files that may reveal a secret is found, and short', () => {
  expect(filesThatMayReveal().length).toBeGreaterThan(2);
  expect(filesThatMayReveal().length).toBeLessThan(9);
  for (const path of filesThatMayReveal()) expect(path).toMatch(/^src-main\/(?:electron|node)\//);
});

describe('the check can fail:', () => {
  const main = 'src-main/electron/x.ts';
  test.each([
    ['src-main/electron/command-table.ts', "import { ipcMain } from 'electron';", 'ipcMain'],
    [main, "import * as electron from 'electron'; electron.ipcMain.on('x', y);", 'ipcMain'],
    [main, "import * as e from 'electron'; e['ipcMain'].on('x', y);", 'ipcMain'],
    ['src-renderer/x.ts', "const { ipcRenderer } = require('electron');", 'ipcRenderer'],
    ['src-main/usecases/x.ts', "shell.openExternal('x')", "Electron's shell"],
    [main, "import { exec } from 'node:child_process';", 'child processes'],
    [main, "const { exec } = require('child_process');", 'child processes'],
    [main, "import { utilityProcess } from 'electron';", 'utility processes'],
    ['src-main/usecases/x.ts', 'log(secret.reveal())', 'a revealed secret'],
    ['src-main/usecases/x.ts', "log(secret['reveal']())", 'a revealed secret'],
    ['src-main/usecases/x.ts', 'const tell = secret.reveal; ', 'a revealed secret'],
    ['src-renderer/views/X.svelte', '<script>window.daypass.call()</script>', 'the bridge'],
    ['src-renderer/x.ts', 'const { daypass } = window;', 'the bridge'],
    [main, 'new BrowserWindow({})', 'a new window'],
    [main, 'new electron.BrowserWindow({})', 'a new window'],
    ['src-renderer/X.svelte', '<p>{@html words}</p>', 'HTML from text'],
    ['src-renderer/x.ts', 'element.innerHTML = words;', 'HTML from text'],
    ['src-renderer/x.ts', 'document.write(words);', 'HTML from text'],
    ['src-renderer/x.ts', 'eval(words);', 'code from text'],
    ['src-renderer/x.ts', "new Function('x', words)", 'code from text'],
    [main, 'contents.executeJavaScript(words)', 'executeJavaScript'],
    [main, "new Store({ encryptionKey: 'x' })", 'a home-made encryption key'],
    ['src-main/node/x.ts', "keytar.findCredentials('Daypass')", 'a search through the keychain'],
    ['src-main/node/x.ts', "keytar['findPassword']('Daypass')", 'a search through the keychain'],
  ])('%s with %s', (path, text, what) => {
    expect(findDangers([toSource(path, text)])).toContain(`${path}: ${what}`);
  });

  test('while a comment or a text may name such things', () => {
    const source = toSource(
      'src-main/usecases/x.ts',
      "// ipcMain, shell.openExternal, eval\nexport const x = 'innerHTML';",
    );
    expect(findDangers([source])).toEqual([]);
  });
});
