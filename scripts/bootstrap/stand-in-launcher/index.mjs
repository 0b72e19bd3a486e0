// Takes the place of the default app that the stand-in Electron lacks, so that `electron FOLDER` works.
// It awaits the app's main file at top level: Electron holds `ready` back until the app's code is loaded.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import electron from 'electron';

/** Electron's own default app sets these three as well; they are not among its declared types. */
const app =
  /** @type {import('electron').App & { setAppPath(path: string): void, setVersion(version: string): void }} */ (
    electron.app
  );

/**
 * @param {string} given a folder with a package.json, or a file
 * @returns {string} the file to load
 */
function openApp(given) {
  const path = resolve(given);
  if (!statSync(path).isDirectory()) {
    app.setAppPath(dirname(path));
    return path;
  }
  const description = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  app.setName(description.productName ?? description.name);
  if (description.version) app.setVersion(description.version);
  app.setAppPath(path);
  return resolve(path, description.main ?? 'index.js');
}

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (given === undefined) {
  console.error('Name the folder of an app: electron FOLDER');
  process.exit(1);
}
Object.assign(process, { defaultApp: true });
// eslint-disable-next-line no-unsanitized/method -- loading the app that was named is all this file is for
await import(pathToFileURL(openApp(given)).href);
