// POST /token: who asks is judged here, in Google's words; the grant by the library; the answer is bent after
// (Google fact sheet, sections 1.4 to 1.6, 1.9).
import { createHash } from 'node:crypto';
import type { AdapterPayload } from 'oidc-provider';
import { answerNotFound } from '#practice/google/dead-ends';
import type { Parts } from '#practice/google/parts';
import type { GoogleClient } from '#practice/google/projects';
import { answerFault } from '#practice/google/token-faults';
import { answerJson, type Exchange } from '#practice/http/exchange';
import { toReplay } from '#practice/http/replay';

/** An error of the token endpoint (RFC 6749, section 5.2). */
type Refusal = {
  readonly status: number;
  readonly error: string;
  readonly description: string;
};

type Ask = {
  readonly parts: Parts;
  readonly client: GoogleClient;
  readonly form: URLSearchParams;
};

function refuse(status: number, error: string, description: string): Refusal {
  return { status, error, description };
}

const otherClient = refuse(401, 'unauthorized_client', 'Unauthorized');

type Credentials = { readonly clientId: string | null; readonly secret: string | null };

/** Google takes the secret in the body or by HTTP Basic (RFC 6749, section 2.3.1). */
function readCredentials({ req }: Exchange, form: URLSearchParams): Credentials {
  const encoded = /^basic (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (encoded === undefined) return { clientId: form.get('client_id'), secret: form.get('client_secret') };
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const decode = (text: string): string => decodeURIComponent(text.replaceAll('+', '%20'));
  return { clientId: decode(id), secret: decode(secret) };
}

function judgeClient(parts: Parts, { clientId, secret }: Credentials): GoogleClient | Refusal {
  const { clients, switches } = parts;
  if (clientId === null || clientId === '')
    return refuse(400, 'invalid_request', 'Could not determine client ID from request.');
  const client = clients.find(clientId);
  if (client === undefined) return refuse(401, 'invalid_client', 'The OAuth client was not found.');
  if (clients.isDeleted(clientId)) return refuse(401, 'deleted_client', 'The OAuth client was deleted.');
  if (secret === null || secret === '')
    return switches.requiresSecret ? refuse(400, 'invalid_request', 'client_secret is missing.') : client;
  return secret === client.clientSecret ? client : refuse(401, 'invalid_client', 'Unauthorized');
}

function judgeVerifier(form: URLSearchParams, code: AdapterPayload): Refusal | undefined {
  const verifier = form.get('code_verifier');
  const challenge = code.codeChallenge;
  if (challenge === undefined)
    return verifier === null
      ? undefined
      : refuse(400, 'invalid_grant', 'code_verifier or verifier is not needed.');
  if (verifier === null) return refuse(400, 'invalid_grant', 'Missing code verifier.');
  const isRight = createHash('sha256').update(verifier).digest('base64url') === challenge;
  return isRight ? undefined : refuse(400, 'invalid_grant', 'Invalid code verifier.');
}

function judgeCode({ parts, client, form }: Ask): Refusal | undefined {
  const code = parts.store.find('AuthorizationCode', form.get('code') ?? '');
  if (code === undefined) return refuse(400, 'invalid_grant', 'Malformed auth code.');
  if (code.clientId !== client.clientId) return otherClient;
  // Not in the fact sheet as a code of its own; the live endpoint is known to answer so.
  if (code.redirectUri !== form.get('redirect_uri'))
    return refuse(400, 'redirect_uri_mismatch', 'Bad Request');
  return judgeVerifier(form, code);
}

function judgeRefreshToken({ parts, client, form }: Ask): Refusal | undefined {
  const token = parts.store.findAlive('RefreshToken', form.get('refresh_token') ?? '');
  if (token === undefined) return refuse(400, 'invalid_grant', 'Token has been expired or revoked.');
  return token.clientId === client.clientId ? undefined : otherClient;
}

function judgeGrant(ask: Ask): Refusal | undefined {
  const type = ask.form.get('grant_type');
  const field = type === 'refresh_token' ? 'refresh_token' : 'code';
  if (type === 'authorization_code' || type === 'refresh_token') {
    if (!ask.form.has(field)) return refuse(400, 'invalid_request', `Missing required parameter: ${field}`);
    return type === 'refresh_token' ? judgeRefreshToken(ask) : judgeCode(ask);
  }
  return refuse(400, 'unsupported_grant_type', `Invalid grant_type: ${type ?? ''}`);
}

function answerRefusal(exchange: Exchange, { status, error, description }: Refusal): void {
  answerJson(exchange, status, { error, error_description: description });
}

/** The library sees a public client: the secret was judged already. */
async function redeem({ parts, client, form }: Ask, exchange: Exchange): Promise<void> {
  form.set('client_id', client.clientId);
  form.delete('client_secret');
  const replay = toReplay(exchange, { form });
  delete replay.headers.authorization;
  await parts.provider.callback()(replay, exchange.res);
}

/** Serves the token endpoint. */
export async function serveToken(parts: Parts, exchange: Exchange): Promise<void> {
  if (exchange.method !== 'POST') {
    answerNotFound(exchange);
    return;
  }
  const form = new URLSearchParams(exchange.bodyText);
  if (answerFault(parts, exchange, form)) return;
  const client = judgeClient(parts, readCredentials(exchange, form));
  if ('error' in client) {
    answerRefusal(exchange, client);
    return;
  }
  const ask: Ask = { parts, client, form };
  const refusal = judgeGrant(ask);
  if (refusal === undefined) await redeem(ask, exchange);
  else answerRefusal(exchange, refusal);
}
