// The practice Lookers of a torture run, one per mode, in a process of their own: whoever kills must not share a thread
// with whoever answers, or some moments would never be hit.
import { createHash, randomBytes } from 'node:crypto';
import { startPracticeLooker, type PracticeLooker } from '#practice/looker/start';
import type { LookerSwitches } from '#practice/looker/switches';
import { createHttpWalker } from '#support/http-walker';
import { modes, type FromServer, type Mode, type ToServer } from './protocol';

const rules: Readonly<Record<Mode, Partial<LookerSwitches>>> = {
  A: { rotation: 'absent' },
  B: { rotation: 'new', replacedRefreshToken: 'grace', graceSeconds: 30 },
  C: { rotation: 'new', replacedRefreshToken: 'dies' },
};

const lookers = {
  A: await startPracticeLooker({ switches: rules.A }),
  B: await startPracticeLooker({ switches: rules.B }),
  C: await startPracticeLooker({ switches: rules.C }),
};
const say = (news: FromServer): void => void process.send?.(news);

/** Somebody signs in in the browser; returns the refresh token. */
async function signIn({ uiOrigin, apiOrigin }: PracticeLooker): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL('/auth', uiOrigin);
  const client = { client_id: 'daypass', redirect_uri: 'http://127.0.0.1:48517/callback' };
  url.search = new URLSearchParams({
    ...client,
    response_type: 'code',
    scope: 'cors_api',
    state: 'state',
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  }).toString();
  const stop = await createHttpWalker().signIn(url.href, { email: 'ana.ruiz@acme.example' });
  const code = new URL(stop.sentTo ?? stop.url).searchParams.get('code') ?? '';
  const answer = await fetch(`${apiOrigin}/api/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...client, grant_type: 'authorization_code', code, code_verifier: verifier }),
  });
  const body = (await answer.json()) as { readonly refresh_token: string };
  return body.refresh_token;
}

/** What has happened since; then forgets it, and the requests, so that a long run does not grow. */
function tell(): void {
  for (const mode of modes) {
    const { replaced, requests } = lookers[mode];
    for (const { token, at } of replaced.commits) say({ say: 'commit', mode, token, at });
    for (const { token, at } of replaced.reuses) say({ say: 'reuse', mode, token, at });
    replaced.clear();
    (requests as unknown[]).length = 0;
  }
}

async function answer(told: ToServer): Promise<void> {
  const looker = lookers[told.mode];
  if (told.ask === 'fault') looker.switches.tokenFault = told.fault;
  const token = told.ask === 'sign-in' ? await signIn(looker) : null;
  // What a program had sent before it was killed may come in only now.
  if (told.ask === 'look') await looker.settled();
  const isAlive = told.ask === 'look' && looker.isRefreshTokenAlive(told.token);
  tell();
  say({ say: 'answer', call: told.call, token, isAlive });
}

process.on('message', (told: ToServer) => void answer(told));
process.on('disconnect', () => process.exit(0));
const { A, B, C } = lookers;
say({ say: 'ready', origins: { A: A.apiOrigin, B: B.apiOrigin, C: C.apiOrigin } });
