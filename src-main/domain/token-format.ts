// In what form a token is handed out. The plain one is the rule; the others save the typing around it.

export const tokenFormats = ['token', 'header', 'curl', 'shell', 'powershell', 'python'] as const;
export type TokenFormat = (typeof tokenFormats)[number];

/** Those that "Copy as" may stand for. */
export const favouriteFormats = ['header', 'curl', 'shell', 'powershell', 'python'] as const;
export type FavouriteFormat = (typeof favouriteFormats)[number];

/**
 * The text to paste. `url` is a harmless question that the token answers. A token is what a server says it is: RFC 6750
 * section 2.1 has no quotes in it, but a server may. None gets out of the quotes here.
 */
export function writeToken(format: TokenFormat, token: string, { url, variable }: TokenPlace): string {
  switch (format) {
    case 'token':
      return token;
    case 'header':
      return `Authorization: Bearer ${token}`;
    case 'curl':
      return `curl --header ${inShell(`Authorization: Bearer ${token}`)} ${inShell(url)}`;
    case 'shell':
      return `export ${variable}=${inShell(token)}`;
    case 'powershell':
      return `$env:${variable} = '${token.replaceAll("'", "''")}'`;
    case 'python':
      return `headers = {'Authorization': 'Bearer ${token.replaceAll(/['\\]/g, String.raw`\$&`)}'}`;
  }
}

function inShell(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** What stands around a token: an address to try it at, and a name for it in the environment. */
export type TokenPlace = { readonly url: string; readonly variable: string };
