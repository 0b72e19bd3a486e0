// What Google tells about a token and its person, and the revocation endpoint: routes of their own, because the library's
// differ too much (Google fact sheet, sections 1.1, 1.7 and 7).
import { answerApiError, answerApiFault, answerTooFewScopes } from '#practice/google/api-errors';
import { answerNotFound } from '#practice/google/dead-ends';
import { revokeProject } from '#practice/google/grants';
import type { Parts } from '#practice/google/parts';
import type { GooglePerson } from '#practice/google/registration';
import { emailScope, isSignInScope, profileScope } from '#practice/google/scopes';
import { findAccessToken, findAnyToken, readBearer, readField, type Token } from '#practice/google/tokens';
import { answerJson, type Exchange } from '#practice/http/exchange';

function answerOAuthError(exchange: Exchange, status: number, error: string, description: string): void {
  answerJson(exchange, status, { error, error_description: description });
}

/** RFC 7009 as Google has it: no client authentication, a dead token is an error, and the whole project is hit. */
export function serveRevocation(parts: Parts, exchange: Exchange): void {
  const value = readField(exchange, 'token');
  const token = findAnyToken(parts, value ?? '');
  if (exchange.method !== 'POST') answerNotFound(exchange);
  else if (value === undefined)
    answerOAuthError(exchange, 400, 'invalid_request', 'Missing required parameter: token');
  else if (token === undefined) answerOAuthError(exchange, 400, 'invalid_token', 'Token expired or revoked');
  else {
    revokeProject(parts, token.person.id, token.client.project);
    answerJson(exchange, 200, {});
  }
}

function tellsSub({ switches }: Parts, { scopes }: Token): boolean {
  return switches.tokenInfoSub === 'always' || scopes.some(isSignInScope);
}

/** Numbers and booleans arrive as strings (section 1.1). */
function toTokenInfo(parts: Parts, token: Token): Record<string, string> {
  const { client, person, scopes, expiresAtSeconds, grantId } = token;
  return {
    azp: client.clientId,
    aud: client.clientId,
    ...(tellsSub(parts, token) ? { sub: person.id } : {}),
    scope: scopes.join(' '),
    exp: String(expiresAtSeconds),
    expires_in: String(expiresAtSeconds - parts.nowSeconds()),
    ...(scopes.includes(emailScope) ? { email: person.email, email_verified: 'true' } : {}),
    access_type: parts.sittings.find(grantId)?.accessType ?? 'online',
  };
}

/** Takes the token in the header or as `access_token`; POST and GET alike. */
export function serveTokenInfo(parts: Parts, exchange: Exchange): void {
  const bearer = readBearer(exchange);
  const value = bearer === '' ? (readField(exchange, 'access_token') ?? '') : bearer;
  const token = findAccessToken(parts, value);
  if (exchange.method !== 'POST' && exchange.method !== 'GET') answerNotFound(exchange);
  else if (token === undefined) answerOAuthError(exchange, 400, 'invalid_token', 'Invalid Value');
  else answerJson(exchange, 200, toTokenInfo(parts, token));
}

function toUserinfo(person: GooglePerson, scopes: readonly string[]): Record<string, unknown> {
  const { id, displayName, givenName, familyName, email, organisation } = person;
  const hasEmail = scopes.includes(emailScope);
  return {
    sub: id,
    ...(scopes.includes(profileScope)
      ? { name: displayName, given_name: givenName, family_name: familyName }
      : {}),
    ...(hasEmail ? { email, email_verified: true } : {}),
    ...(hasEmail && organisation !== null ? { hd: organisation } : {}),
  };
}

/** Tells who a person is, as far as the scopes go. */
export function serveUserinfo(parts: Parts, exchange: Exchange): void {
  const { userinfo } = parts.switches;
  const token = findAccessToken(parts, readBearer(exchange));
  const isEnough = (scope: string): boolean =>
    userinfo === 'openid-only' ? scope === 'openid' : isSignInScope(scope);
  if (userinfo === 'unavailable') answerApiFault(exchange, 'unavailable');
  else if (token === undefined) answerApiError(exchange, 'UNAUTHENTICATED');
  else if (!token.scopes.some(isEnough)) answerTooFewScopes(exchange, 'openidconnect', 'UserInfo');
  else answerJson(exchange, 200, toUserinfo(token.person, token.scopes));
}
