// An app and a person at the practice Google, over plain HTTP: what a test wants to say in a line.
import { createHash } from 'node:crypto';
import type { GoogleClient } from '#practice/google/projects';
import { googleAna } from '#practice/google/registration';
import { adsScope, profileScope, studioScope } from '#practice/google/scopes';
import type { PracticeGoogle } from '#practice/google/start';
import { createHttpWalker, type HttpWalker, type Stop } from '#support/http-walker';

/** What Looker Studio read only asks for, and what acme delegated. */
export const studioScopes = `${studioScope} ${profileScope}`;
export { adsScope };

export const redirectUri = 'http://127.0.0.1:50123/';
export const verifier = 'practice-verifier-practice-verifier-practice';
export const day = 24 * 3600 * 1000;

/** What the token endpoint said. */
export type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

/** Who signs in where, for what. */
export type SignIn = {
  readonly client?: GoogleClient;
  readonly email?: string;
  readonly walker?: HttpWalker;
  /** Changes to the parameters of the authorization request; undefined leaves one out. */
  readonly params?: Readonly<Record<string, string | undefined>>;
};

export function toSignInUrl(
  google: PracticeGoogle,
  { client = google.client, params = {} }: SignIn = {},
): string {
  const all: Readonly<Record<string, string | undefined>> = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: client.redirectUris[0] ?? redirectUri,
    scope: studioScopes,
    state: 'state-1',
    access_type: 'offline',
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    ...params,
  };
  const url = new URL(`${google.origin}/o/oauth2/v2/auth`);
  for (const [name, value] of Object.entries(all)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

/** Walks through all pages, up to the way back or a page that goes no further. */
export function visit(google: PracticeGoogle, signIn: SignIn = {}): Promise<Stop> {
  const walker = signIn.walker ?? createHttpWalker();
  return walker.signIn(toSignInUrl(google, signIn), { email: signIn.email ?? googleAna.email });
}

/** What came back to the app; fails when nothing did. */
export function answerOf(stop: Stop): URLSearchParams {
  if (stop.sentTo === undefined) throw new Error(`The browser stayed at Google: ${stop.status} ${stop.html}`);
  return new URL(stop.sentTo).searchParams;
}

export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Asks the token endpoint; undefined leaves a field out. */
export function askToken(
  google: PracticeGoogle,
  fields: Readonly<Record<string, string | undefined>>,
  client: GoogleClient = google.client,
): Promise<Answer> {
  const all = { client_id: client.clientId, client_secret: client.clientSecret, ...fields };
  const given = Object.entries<string | undefined>(all).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return ask(`${google.origin}/token`, { method: 'POST', body: new URLSearchParams(given) });
}

/** Redeems the code that came back. */
export function redeem(
  google: PracticeGoogle,
  stop: Stop,
  fields: Readonly<Record<string, string | undefined>> = {},
  client: GoogleClient = google.client,
): Promise<Answer> {
  const grant = {
    grant_type: 'authorization_code',
    code: answerOf(stop).get('code') ?? '',
    redirect_uri: client.redirectUris[0] ?? redirectUri,
    code_verifier: verifier,
  };
  return askToken(google, { ...grant, ...fields }, client);
}

export type Tokens = {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly scope: string;
} & Readonly<Record<string, unknown>>;

/** The whole way from the first request to tokens. */
export async function signIn(google: PracticeGoogle, wish: SignIn = {}): Promise<Tokens> {
  const { status, body } = await redeem(google, await visit(google, wish), {}, wish.client);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body as Tokens;
}

export function refresh(
  google: PracticeGoogle,
  refreshToken: string,
  fields: Readonly<Record<string, string | undefined>> = {},
  client: GoogleClient = google.client,
): Promise<Answer> {
  const grant = { grant_type: 'refresh_token', refresh_token: refreshToken };
  return askToken(google, { ...grant, ...fields }, client);
}

export function revoke(google: PracticeGoogle, token: string): Promise<Response> {
  return fetch(`${google.origin}/revoke`, { method: 'POST', body: new URLSearchParams({ token }) });
}

/** Calls something with a token in the header. */
export function callWith(
  google: PracticeGoogle,
  path: string,
  token: string,
  init: RequestInit = {},
): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(init.headers as Record<string, string> | undefined),
  };
  return ask(`${google.origin}${path}`, { ...init, headers });
}
