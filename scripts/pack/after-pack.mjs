// Called by electron-builder between packing and signing.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { fusesFor } from './fuses.mjs';

/** @typedef {import('electron-builder').AfterPackContext} Packed */

/**
 * @param {Packed} context
 * @returns {string} the executable
 */
function programOf({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`);
  if (electronPlatformName === 'win32') return join(appOutDir, `${name}.exe`);
  return join(
    appOutDir,
    /** @type {{ executableName: string }} */ (/** @type {unknown} */ (packager)).executableName,
  );
}

/**
 * @param {Packed} context
 * @returns {Promise<void>}
 */
export async function afterPack(context) {
  await rm(join(context.packager.getResourcesDir(context.appOutDir), 'app'), {
    recursive: true,
    force: true,
  });
  await setFuses(programOf(context), /** @type {NodeJS.Platform} */ (context.electronPlatformName));
}

/**
 * Sets every fuse the program has. An official Electron with a fuse that is not in the table breaks the build;
 * an older one may lack the last.
 * @param {string} program
 * @param {NodeJS.Platform} platform
 */
async function setFuses(program, platform) {
  const { flipFuses, FuseVersion, FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses');
  const present = await getCurrentFuseWire(program);
  const wanted = Object.entries(fusesFor(platform)).map(([name, on]) => {
    return [FuseV1Options[/** @type {keyof typeof FuseV1Options} */ (name)], on];
  });
  const settings = wanted.filter(([index]) => Object.hasOwn(present, String(index)));
  await flipFuses(program, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: settings.length === wanted.length,
    resetAdHocDarwinSignature: platform === 'darwin',
    ...Object.fromEntries(settings),
  });
}
