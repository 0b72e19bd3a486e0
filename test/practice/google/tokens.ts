// A token as the endpoints beside the library see it: whose it is, for which client, with which scopes.
import type { AdapterPayload } from 'oidc-provider';
import type { Parts } from '#practice/google/parts';
import type { GoogleClient } from '#practice/google/projects';
import { findPerson, type GooglePerson } from '#practice/google/registration';
import { textField, type Exchange } from '#practice/http/exchange';

/** A live token. */
export type Token = {
  readonly person: GooglePerson;
  readonly client: GoogleClient;
  readonly scopes: readonly string[];
  /** Epoch seconds by the server's clock. */
  readonly expiresAtSeconds: number;
  readonly grantId: string | undefined;
};

function toToken({ clients }: Parts, payload: AdapterPayload | undefined): Token | undefined {
  const person = findPerson(payload?.accountId);
  const client = clients.find(payload?.clientId ?? '');
  if (payload === undefined || person === undefined || client === undefined) return undefined;
  const scopes = (payload.scope ?? '').split(' ');
  return { person, client, scopes, expiresAtSeconds: payload.exp ?? 0, grantId: payload.grantId };
}

/** A live access token. */
export function findAccessToken(parts: Parts, value: string): Token | undefined {
  return toToken(parts, parts.store.findAlive('AccessToken', value));
}

/** A live token of either kind. */
export function findAnyToken(parts: Parts, value: string): Token | undefined {
  return findAccessToken(parts, value) ?? toToken(parts, parts.store.findAlive('RefreshToken', value));
}

/** The token of the Authorization header, or empty. */
export function readBearer({ req }: Exchange): string {
  return /^bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? '';
}

/** A field of the query or the form. */
export function readField({ fields, url }: Exchange, name: string): string | undefined {
  return textField(fields, name) ?? url.searchParams.get(name) ?? undefined;
}
