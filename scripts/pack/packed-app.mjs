// Finds what `npm run pack` made, and what of it is ours rather than Electron's.
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { inCheckout } from '../bootstrap/checkout.mjs';

/**
 * @typedef {object} PackedApp
 * @property {string} folder holds the whole app
 * @property {string} archive app.asar
 * @property {number} bytes app.asar and what lies unpacked beside it
 */

/** Where app.asar lies below a folder of dist/, per platform. */
const RESOURCES = ['resources', 'Daypass.app/Contents/Resources'];

/**
 * @param {string} path
 * @returns {Promise<number>}
 */
async function bytesOf(path) {
  const entry = await stat(path).catch(() => undefined);
  if (!entry?.isDirectory()) return entry?.size ?? 0;
  const inside = await Promise.all((await readdir(path)).map((name) => bytesOf(join(path, name))));
  return inside.reduce((sum, bytes) => sum + bytes, 0);
}

/** @returns {Promise<PackedApp | undefined>} the newest, if any was packed */
export async function findPacked() {
  const names = await readdir(inCheckout('dist')).catch(() => []);
  const archives = names
    .flatMap((name) => RESOURCES.map((resources) => inCheckout('dist', name, resources, 'app.asar')))
    .filter((path) => existsSync(path));
  const dated = await Promise.all(
    archives.map(async (archive) => ({ archive, at: (await stat(archive)).mtimeMs })),
  );
  const newest = dated.sort((a, b) => b.at - a.at)[0];
  if (newest === undefined) return undefined;
  const bytes = (await bytesOf(newest.archive)) + (await bytesOf(`${newest.archive}.unpacked`));
  return { folder: dirname(dirname(newest.archive)), archive: newest.archive, bytes };
}

/**
 * @param {number} bytes
 * @returns {string} in units of a million bytes
 */
export function toMegabytes(bytes) {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
