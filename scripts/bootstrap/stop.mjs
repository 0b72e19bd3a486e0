// An expected reason to stop: told to the user as it stands, without a stack.

/** Thrown when a command cannot go on and its message says what to do. */
export class Stop extends Error {}

/**
 * Runs a command's main function; its result is the exit code.
 * @param {() => Promise<number | void>} main
 * @returns {Promise<void>}
 */
export async function asCommand(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error);
    process.exitCode = 1;
  }
}
