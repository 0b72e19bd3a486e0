// The calls besides the token endpoint: who am I, is this token alive, end it, and whatever a provider's own API offers.
import { fail, ok, type Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import type { LookedAt, ProviderApi } from '#usecases/ports';
import type { ApiRequest } from '#domain/provider-calls';
import { toCallFailure } from './call-failure';
import { toOddAnswer, type Answer, type Http } from './http';
import { withoutEcho } from './without-echo';

/** Lists of clients carry their users with them. */
const listLimit = 4 * 1024 * 1024;

export function createProviderApi({ http }: { readonly http: Http }): ProviderApi {
  return {
    async identify(identityEndpoint, accessToken, read) {
      const answer = await http.send(identityEndpoint, bearer(accessToken));
      if (!answer.ok) return answer;
      const identity = answer.value.status === 200 ? read(answer.value.json) : null;
      return identity === null ? fail(toOddAnswer(answer.value, 'wrong-shape')) : ok(identity);
    },
    async isAlive(identityEndpoint, accessToken) {
      const answer = await http.send(identityEndpoint, bearer(accessToken));
      if (!answer.ok) return answer;
      if (answer.value.status === 401) return ok(false);
      return isJson(answer.value) ? ok(true) : fail(toOddAnswer(answer.value, 'wrong-shape'));
    },
    async logout(endpoint, accessToken) {
      const answer = await http.send(endpoint, { ...bearer(accessToken), method: 'DELETE' });
      return answer.ok ? judgeEnding(answer.value, isLoggedOut(answer.value), accessToken) : answer;
    },
    async revoke(endpoint, refreshToken) {
      const answer = await http.send(endpoint, revocation(refreshToken));
      return answer.ok ? judgeEnding(answer.value, isRevoked(answer.value), refreshToken) : answer;
    },
    async call(request, accessToken) {
      const answer = await http.send(request.url, toInit(request, accessToken), { sizeLimit: listLimit });
      return answer.ok ? judgeCall(answer.value, accessToken) : answer;
    },
    async look(url) {
      const answer = await http.send(url, { headers: { accept: 'text/html' } });
      return answer.ok ? ok(await toLookedAt(answer.value)) : answer;
    },
    async ask(url) {
      const answer = await http.send(url, { headers: { accept: 'application/json' } });
      if (!answer.ok) return answer;
      return isJson(answer.value) ? ok(answer.value.json) : fail(toOddAnswer(answer.value, 'not-json'));
    },
  };
}

function bearer(token: Secret): { readonly headers: Readonly<Record<string, string>> } {
  return { headers: { authorization: `Bearer ${token.reveal()}`, accept: 'application/json' } };
}

function toInit({ method, body }: ApiRequest, accessToken: Secret): RequestInit {
  const { headers } = bearer(accessToken);
  return body === undefined
    ? { method, headers }
    : {
        method,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      };
}

function judgeCall(answer: Answer, sent: Secret): Result<unknown> {
  const { status, json, isHtml } = answer;
  const isDone = status >= 200 && status < 300 && !isHtml;
  return isDone ? ok(json ?? null) : fail(withoutEcho(toCallFailure(answer), sent));
}

async function toLookedAt(answer: Answer): Promise<LookedAt> {
  // That it is a web page is no oddity here; what else it is counts.
  const failure = toOddAnswer({ ...answer, isHtml: false }, 'status');
  return { status: answer.status, text: await answer.response.text(), failure };
}

/** RFC 7009 section 2.1, as Google has it: the token is all there is to say (Google fact sheet, section 1.7). */
function revocation(refreshToken: Secret): RequestInit {
  return {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({ token: refreshToken.reveal() }),
  };
}

function isJson({ status, json }: Answer): boolean {
  return status === 200 && json !== undefined;
}

/** 401, on older Lookers 404: the token was dead already. */
function isLoggedOut({ status }: Answer): boolean {
  return status === 204 || status === 200 || status === 401 || status === 404;
}

/** RFC 7009 section 2.2; Google answers 400 `invalid_token` for a token that is dead already. */
function isRevoked({ status, json }: Answer): boolean {
  if (status === 200) return true;
  return (
    status === 400 &&
    typeof json === 'object' &&
    json !== null &&
    'error' in json &&
    json.error === 'invalid_token'
  );
}

/** A web page is never an ending, whatever its status says. */
function judgeEnding(answer: Answer, isDone: boolean, sent: Secret): Result<void> {
  if (isDone && !answer.isHtml) return ok(undefined);
  return fail(withoutEcho(toOddAnswer(answer, 'wrong-shape'), sent));
}
