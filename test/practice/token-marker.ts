// Makes every secret of a practice server recognizable, for the test that looks for leaked tokens.
import type { Provider } from 'oidc-provider';

type NamesItself = {
  generateTokenId(): string;
};

function mark(model: { readonly prototype: object }, marker: string): void {
  const entry = model.prototype as Partial<NamesItself>;
  const generate: unknown = Reflect.get(entry, 'generateTokenId');
  if (typeof generate !== 'function')
    throw new Error('oidc-provider no longer names its tokens by generateTokenId');
  entry.generateTokenId = function (this: NamesItself): string {
    return `${marker}${String(generate.call(this))}`;
  };
}

/** What each kind starts with. */
export type TokenPrefixes = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly code: string;
};

/** Every access token, refresh token and authorization code of this provider starts with its prefix from now on. */
export function prefixTokens(provider: Provider, prefixes: TokenPrefixes): void {
  mark(provider.AccessToken, prefixes.accessToken);
  mark(provider.RefreshToken, prefixes.refreshToken);
  mark(provider.AuthorizationCode, prefixes.code);
}

/** Every access token, refresh token and authorization code of this provider starts with the marker from now on. */
export function markTokens(provider: Provider, marker: string): void {
  prefixTokens(provider, { accessToken: marker, refreshToken: marker, code: marker });
}
