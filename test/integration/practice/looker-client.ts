// A small app that talks to the practice Looker by plain fetch, for the tests of the practice Looker itself.
import { createHash, randomBytes } from 'node:crypto';
import type { PracticeLooker, PracticeLookerOptions } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { createHttpWalker, type HttpWalker } from '#support/http-walker';

/** Opens a Looker whose answers are held to the contract; these tests ask odd things on purpose, so requests are not. */
export function openLooker(options?: PracticeLookerOptions): Promise<PracticeLooker> {
  return startCheckedLooker(options, 'answers');
}

export const callbackUri = 'http://127.0.0.1:48517/callback';

/** What a token endpoint answered, unparsed and parsed. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
};

/** A verifier that goes with every request of these tests. */
export const verifier = randomBytes(32).toString('base64url');

/** An address for the browser; `changes` replaces or (with undefined) removes parameters. */
export function toSignInUrl(
  looker: PracticeLooker,
  changes: Readonly<Record<string, string | undefined>> = {},
): string {
  const parameters: Record<string, string | undefined> = {
    response_type: 'code',
    client_id: 'daypass',
    redirect_uri: callbackUri,
    scope: 'cors_api',
    state: 'state-1',
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    ...changes,
  };
  const url = new URL('/auth', looker.uiOrigin);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url.href;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Sends a request and reads the answer whole. */
export async function ask(url: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parseObject(text) };
}

/** Asks the token endpoint, in JSON as the documentation wants it. */
export function askForToken(
  looker: PracticeLooker,
  body: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return ask(`${looker.apiOrigin}/api/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** The fields that turn a code into tokens. */
export function toCodeGrant(code: string): Record<string, string> {
  return {
    grant_type: 'authorization_code',
    client_id: 'daypass',
    redirect_uri: callbackUri,
    code,
    code_verifier: verifier,
  };
}

/** Lets somebody log in and accept, and takes the code out of the redirect. */
export async function getCode(
  looker: PracticeLooker,
  email = 'ana.ruiz@acme.example',
  walker: HttpWalker = createHttpWalker(),
): Promise<string> {
  const stop = await walker.signIn(toSignInUrl(looker), { email });
  return new URL(stop.sentTo ?? stop.url).searchParams.get('code') ?? '';
}

/** The tokens of a sign-in. */
export type Tokens = { readonly accessToken: string; readonly refreshToken: string };

/** Signs somebody in to the end. */
export async function signIn(looker: PracticeLooker, email?: string, walker?: HttpWalker): Promise<Tokens> {
  const { json } = await askForToken(looker, toCodeGrant(await getCode(looker, email, walker)));
  return { accessToken: String(json['access_token']), refreshToken: String(json['refresh_token']) };
}

/** Refreshes. */
export function refresh(looker: PracticeLooker, refreshToken: string): Promise<Answer> {
  return askForToken(looker, {
    grant_type: 'refresh_token',
    client_id: 'daypass',
    refresh_token: refreshToken,
  });
}

/** Calls the API below `/api/4.0`, with a JSON body when there is one. */
export function callApi(
  looker: PracticeLooker,
  token: string,
  methodAndPath: string,
  body?: unknown,
): Promise<Answer> {
  const [method = 'GET', path = ''] = methodAndPath.split(' ');
  return ask(`${looker.apiOrigin}/api/4.0${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Logs in with an API key. */
export function logIn(looker: PracticeLooker, clientId: string, clientSecret: string): Promise<Answer> {
  return ask(`${looker.apiOrigin}/api/4.0/login`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret }),
  });
}
