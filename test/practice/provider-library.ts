// The one door to the certified library behind the practice servers. On Node 20 it prints one notice while it loads
// ("Unsupported runtime"): known, harmless here, and dropped. Everything else it has to say still reaches the console.

import type * as Library from 'oidc-provider';

const knownNotice = 'Unsupported runtime. Use Node.js v22';

async function importQuietly(): Promise<typeof Library> {
  const warn = console.warn;
  console.warn = (...words: unknown[]): void => {
    if (!String(words[0]).includes(knownNotice)) warn(...words);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}

const library = await importQuietly();

/** The authorization server of oidc-provider. */
export const Provider = library.Provider;

/** The rules by which oidc-provider decides when a person must log in or agree. */
export const interactionPolicy = library.interactionPolicy;

/** The error classes of oidc-provider. */
export const errors = library.errors;
