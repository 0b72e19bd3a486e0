import { describe, expect, test } from 'vitest';
import { findForbiddenImports, importsOf } from './imports';
import { readSources, toSource } from './sources';

const sources = [...readSources('src-main'), ...readSources('src-renderer')];

test('every import follows the table', () => {
  expect(findForbiddenImports(sources)).toEqual([]);
});

test('the check sees the whole house', () => {
  expect(sources.length).toBeGreaterThan(120);
  expect(sources.flatMap((source) => importsOf(source)).length).toBeGreaterThan(350);
  const folders = new Set(sources.map(({ path }) => path.split('/').slice(0, 2).join('/')));
  for (const folder of [
    'src-main/domain',
    'src-main/electron',
    'src-renderer/views',
    'src-renderer/bridge',
  ]) {
    expect(folders).toContain(folder);
  }
});

describe('the check can fail:', () => {
  test.each([
    ['domain with a package', 'src-main/domain/x.ts', "import * as z from 'zod/mini';"],
    ['domain with Node', 'src-main/domain/x.ts', "import { join } from 'node:path';"],
    [
      'domain with a use case, types only',
      'src-main/domain/x.ts',
      "import type { Store } from '#usecases/store';",
    ],
    ['a use case with Electron', 'src-main/usecases/x.ts', "import { app } from 'electron';"],
    [
      'a use case with a port fulfilled',
      'src-main/usecases/x.ts',
      "import { systemClock } from '../node/clock';",
    ],
    ['a use case with one provider', 'src-main/usecases/x.ts', "import { looker } from '#providers/looker';"],
    [
      'a provider with a use case',
      'src-main/providers/x.ts',
      "import { createStore } from '#usecases/store';",
    ],
    ['the contract with Electron', 'src-main/contract/x.ts', "import { ipcMain } from 'electron';"],
    ['Node with Electron', 'src-main/node/x.ts', "import { net } from 'electron';"],
    ['Node with the value of a port', 'src-main/node/x.ts', "import { x } from '#usecases/ports';"],
    ['Node with a use case', 'src-main/node/x.ts', "import type { Store } from '#usecases/store';"],
    [
      'Electron with the value of a use case',
      'src-main/electron/x.ts',
      "import { createStore } from '#usecases/store';",
    ],
    [
      'Electron with the vault',
      'src-main/electron/x.ts',
      "import { createKeychainVault } from '#node/vault';",
    ],
    ['the preload with commands', 'src-main/preload.ts', "import { commands } from './contract/commands';"],
    ['the preload with the domain', 'src-main/preload.ts', "import { Secret } from './domain/secret';"],
    ['the window with Electron', 'src-renderer/x.ts', "import { ipcRenderer } from 'electron';"],
    ['the window with Node', 'src-renderer/x.ts', "import { readFile } from 'node:fs/promises';"],
    [
      'the window with values of the contract',
      'src-renderer/x.ts',
      "import { commands } from '#contract/bridge';",
    ],
    [
      'the window with another file of the contract',
      'src-renderer/x.ts',
      "import type { X } from '#contract/names';",
    ],
    [
      'the window with the domain',
      'src-renderer/x.ts',
      "import type { Secret } from '../src-main/domain/secret';",
    ],
    ['a package nobody decided on', 'src-renderer/x.ts', "import _ from 'lodash';"],
    ['a folder nobody knows', 'src-main/helpers/x.ts', "import { ok } from '#domain/result';"],
    ['a dynamic import', 'src-main/domain/x.ts', "export const load = () => import('electron');"],
    ['a computed import', 'src-main/domain/x.ts', 'export const load = (name: string) => import(name);'],
    ['a re-export', 'src-main/domain/x.ts', "export { app } from 'electron';"],
    ['a re-export of everything', 'src-main/domain/x.ts', "export * from 'electron';"],
    ['a type in place', 'src-main/domain/x.ts', "export type X = import('electron').App;"],
    ['require', 'src-main/domain/x.ts', "const electron = require('electron');"],
    ['import with require', 'src-main/domain/x.ts', "import electron = require('electron');"],
    [
      'the script of a component',
      'src-renderer/X.svelte',
      '<p></p><script lang="ts">import \'electron\';</script>',
    ],
    [
      'the module script of a component',
      'src-renderer/X.svelte',
      '<script module>import "node:fs";</script><script>import { tick } from "svelte";</script>',
    ],
  ])('%s', (_what, path, text) => {
    expect(findForbiddenImports([toSource(path, text)])).toHaveLength(1);
  });

  test('and says which import it is', () => {
    const source = toSource('src-main/domain/x.ts', "import { app } from 'electron';");
    expect(findForbiddenImports([source])).toEqual(['src-main/domain/x.ts imports electron']);
  });

  test('while what is allowed passes', () => {
    const allowed = [
      toSource('src-main/usecases/x.ts', "import { parseAddress } from '#domain/address';"),
      toSource(
        'src-main/node/x.ts',
        "import type { Clock } from '#usecases/ports'; import * as z from 'zod/mini';",
      ),
      toSource(
        'src-renderer/x.ts',
        "import type { View } from '#contract/bridge'; import './styles/base.css';",
      ),
      toSource('src-renderer/X.svelte', "<script>import X from '@lucide/svelte/icons/x';</script>"),
    ];
    expect(findForbiddenImports(allowed)).toEqual([]);
  });
});
