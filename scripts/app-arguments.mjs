// The arguments Electron needs on this machine, whoever starts it.

/**
 * @returns {string[]} Chromium refuses its sandbox to root on Linux, and then does not start at all
 */
export function sandboxArguments() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** Says what `sandboxArguments` takes away, where it does. */
export function tellAboutSandbox() {
  if (sandboxArguments().length > 0)
    console.log("Running as root: Chromium's sandbox is off (--no-sandbox).");
}
