import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

// Main and preload are bundled whole, so that a start reads a handful of files; only Electron and the native
// keychain library stay outside.
export default defineConfig({
  main: {
    build: {
      externalizeDeps: { exclude: ['electron-store', 'oauth4webapi', 'tinyqueue', 'zod'] },
      outDir: 'out/main',
      minify: true,
      rolldownOptions: {
        checks: { bundlerTimings: false },
        input: { main: 'src-main/main.ts', 'keychain-process': 'src-main/node/keychain-process.ts' },
        external: ['keytar'],
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      minify: true,
      rolldownOptions: {
        checks: { bundlerTimings: false },
        input: { preload: 'src-main/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [svelte({ configFile: resolve(import.meta.dirname, 'svelte.config.js') })],
    build: {
      outDir: 'out/renderer',
      target: 'chrome130',
      minify: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: {
        checks: { bundlerTimings: false },
        input: { index: 'src-renderer/index.html' },
      },
    },
  },
});
