// The switches inside the Electron program that is shipped: all of them, each closed unless a reason stands beside it.

/**
 * All fuses, by the names that @electron/fuses gives them.
 * @param {NodeJS.Platform} platform the one that is packed for
 * @returns {Record<string, boolean>}
 */
export function fusesFor(platform) {
  return {
    RunAsNode: false,
    EnableCookieEncryption: platform !== 'linux', // there it could ask for the keyring at start, and no cookie is kept
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  };
}
