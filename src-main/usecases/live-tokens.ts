// Access tokens, in the memory of the main process and nowhere else.
import type { Secret } from '#domain/secret';

export type LiveToken = { readonly accessToken: Secret; readonly expiresAt: number };

export type LiveTokens = {
  readonly get: (accountId: string) => LiveToken | null;
  readonly keep: (accountId: string, token: LiveToken) => void;
  readonly drop: (accountId: string) => void;
};

export function createLiveTokens(): LiveTokens {
  const tokens = new Map<string, LiveToken>();
  return {
    get: (accountId) => tokens.get(accountId) ?? null,
    keep: (accountId, token) => void tokens.set(accountId, token),
    drop: (accountId) => void tokens.delete(accountId),
  };
}
