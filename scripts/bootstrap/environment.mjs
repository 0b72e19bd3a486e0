// Environments are passed on whole, except for what would mislead the child.

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} names
 * @returns {NodeJS.ProcessEnv} a copy without these variables
 */
export function withoutVariables(env, names) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}
