// Where the checkout is, also for code that was bundled into another folder.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findUpwards(folder: string): string {
  if (existsSync(join(folder, 'electron-builder.yml'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The checkout was not found above this file.');
  return findUpwards(parent);
}

export const checkout = findUpwards(dirname(fileURLToPath(import.meta.url)));

export function inCheckout(path: string): string {
  return join(checkout, path);
}
