// What an admin delegated, held to what is asked for: every scope that is asked for has to be among the delegated ones,
// letter by letter.

export type Delegated = {
  readonly missing: readonly string[];
  /** Delegated without being asked for. */
  readonly extra: readonly string[];
  readonly otherClients: readonly string[];
};

/** Null while nothing was pasted. Scopes may stand in any order, with commas, spaces, quotes or lines between them. */
export function compareDelegated(
  asked: { readonly clientId: string; readonly scopes: string },
  pasted: string,
): Delegated | null {
  const words = [...new Set(pasted.split(/[\s,;"'“”]+/).filter((word) => word !== ''))];
  if (words.length === 0) return null;
  const clients = words.filter(isClientId);
  const scopes = words.filter((word) => !isClientId(word) && isScope(word));
  const wanted = asked.scopes.split(',');
  return {
    missing: wanted.filter((scope) => !scopes.includes(scope)),
    extra: scopes.filter((scope) => !wanted.includes(scope)),
    otherClients: clients.filter((client) => client !== asked.clientId),
  };
}

function isClientId(word: string): boolean {
  return /\.apps\.googleusercontent\.com$|^\d{6,}-/.test(word);
}

/** Labels of the console that were copied along are none. */
function isScope(word: string): boolean {
  return word.includes('://') || ['openid', 'email', 'profile'].includes(word);
}
