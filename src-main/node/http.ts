// One way out to providers: time limit, size limit, no redirects, no cookies, no Origin; every kind of silence
// becomes a failure. The fetch itself is injected, Electron's in the app, so that system proxy and certificates count.
import type { Failure, OddAnswer } from '#domain/failure';
import { fail, ok, type Result } from '#domain/result';
import { toServerWords } from '#domain/server-words';
import type { Clock, ServerTimes, Urgency } from '#usecases/ports';
import { fieldsOf } from '#domain/json-fields';
import { reasonIn } from './error-reason';
import { toNetworkFailure } from './network-failure';
import { parseRetryAfter } from './retry-after';

const timeLimit = 15_000;
const usualSizeLimit = 256 * 1024;

export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

/** An answer read whole. `json` is undefined when the body is not JSON. */
export type Answer = {
  readonly host: string;
  readonly status: number;
  readonly isHtml: boolean;
  readonly json: unknown;
  readonly retryAt: number | null;
  /** The same answer again, unread, for a library that wants a Response. */
  readonly response: Response;
};

export type Http = {
  /**
   * Failures: the network kinds, `provider-misbehaved` for an answer too large or a redirect, and `provider-busy`,
   * unsent, while a pause that the server asked for lasts.
   */
  readonly send: (url: string, init: RequestInit, how?: HowToSend) => Promise<Result<Answer>>;
  readonly serverTimes: ServerTimes;
};

export type HowToSend = {
  /** In bytes. */
  readonly sizeLimit?: number;
  /**
   * `ahead`, what comes by itself, waits for a pause at any address of the host; everything else for one at its own;
   * what a person `asked` for goes out once in the middle of that.
   */
  readonly urgency?: Urgency;
};

export function createHttp({ fetch, clock }: { readonly fetch: FetchLike; readonly clock: Clock }): Http {
  const pauses = createPauses(clock);
  const listeners = new Set<Parameters<ServerTimes['listen']>[0]>();
  return {
    serverTimes: { listen: (listener) => void listeners.add(listener) },
    async send(url, init, { sizeLimit = usualSizeLimit, urgency } = {}) {
      const { host } = new URL(url);
      const retryAt = pauses.at(url, urgency);
      if (retryAt !== null) return fail({ kind: 'provider-busy', host, retryAt });
      const sentAt = clock.now();
      try {
        const response = await fetch(url, {
          ...init,
          redirect: 'manual',
          credentials: 'omit',
          cache: 'no-store',
          signal: AbortSignal.timeout(timeLimit),
        });
        if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
          return fail({ kind: 'provider-misbehaved', host, status: response.status, what: 'redirect' });
        }
        const text = await readLimited(response, sizeLimit);
        if (text === null) {
          return fail({ kind: 'provider-misbehaved', host, status: response.status, what: 'too-large' });
        }
        const answer = toAnswer(host, response, text, clock.now());
        pauses.note(url, answer);
        const serverTime = Date.parse(response.headers.get('date') ?? '');
        // A web page is a proxy's or a portal's.
        if (!Number.isNaN(serverTime) && !answer.isHtml) {
          for (const listener of listeners) listener(host, serverTime, (sentAt + clock.now()) / 2);
        }
        return ok(answer);
      } catch (error) {
        return fail(toNetworkFailure(host, error));
      }
    },
  };
}

type Pause = { readonly url: string; readonly length: number; readonly since: Moment; wasBroken: boolean };
type Moment = { readonly wall: number; readonly monotonic: number };

/** `Retry-After` of 429 and 503 is kept for us all: whoever asks too early is told, and nothing is sent. */
function createPauses(clock: Clock) {
  /** By address, without its query. */
  const pauses = new Map<string, Pause>();
  const placeOf = (url: string): string => url.replace(/[?#].*$/, '');

  /** In ms; a clock that was set back makes no pause longer. */
  function leftOf({ length, since }: Pause): number {
    const passed = Math.max(clock.now() - since.wall, clock.monotonic() - since.monotonic);
    return length - passed;
  }

  /** Epoch ms, the same each time unless the clock was set meanwhile. */
  function endOf({ length, since }: Pause, left: number): number {
    const usual = since.wall + length;
    const counted = clock.now() + left;
    return Math.abs(counted - usual) < 1_000 ? usual : Math.round(counted);
  }

  function isMeant({ url: paused }: Pause, url: string, urgency: HowToSend['urgency']): boolean {
    return urgency === 'ahead' ? new URL(paused).origin === new URL(url).origin : paused === placeOf(url);
  }

  return {
    /** Epoch ms until which to wait; null to go on. */
    at(url: string, urgency: HowToSend['urgency']): number | null {
      for (const pause of [...pauses.values()]) {
        const left = leftOf(pause);
        if (left <= 0) pauses.delete(pause.url);
        if (left <= 0 || !isMeant(pause, url, urgency)) continue;
        if (urgency !== 'asked' || pause.wasBroken) return endOf(pause, left);
        pause.wasBroken = true;
      }
      return null;
    },
    note(url: string, { status, retryAt, isHtml }: Answer): void {
      // A web page is a proxy's or a portal's, and says nothing about the provider.
      if (isHtml) return;
      const place = placeOf(url);
      const isAsked = status === 429 || status === 503;
      // Whoever came through in the middle of a pause has found that it is over.
      if (!isAsked) pauses.delete(place);
      if (!isAsked || retryAt === null) return;
      // One try of a person in the middle of it does not earn another.
      const wasBroken = pauses.get(place)?.wasBroken ?? false;
      const since = { wall: clock.now(), monotonic: clock.monotonic() };
      pauses.set(place, { url: place, length: retryAt - clock.now(), since, wasBroken });
    },
  };
}

/** What an answer other than the hoped-for one means, when the protocol gives it no meaning of its own. */
export function toOddAnswer(answer: Answer, expected: OddAnswer): Failure {
  const { host, status } = answer;
  if (status === 429 || status === 503) return { kind: 'provider-busy', host, retryAt: answer.retryAt };
  if (answer.isHtml) return { kind: 'provider-misbehaved', host, status, what: 'html' };
  if (status >= 400 && status < 500) {
    const reason = reasonIn(answer.json);
    const refused = { kind: 'request-refused', host, status, description: errorWords(answer.json) } as const;
    return reason === null ? refused : { ...refused, reason };
  }
  if (status >= 500) return { kind: 'provider-misbehaved', host, status, what: 'status' };
  const what = answer.json === undefined ? 'not-json' : expected;
  return { kind: 'provider-misbehaved', host, status, what };
}

/** The server's own words, from an OAuth error body or Looker's `message`. */
export function errorWords(json: unknown): string | null {
  if (typeof json !== 'object' || json === null) return null;
  const fields = json as Readonly<Record<string, unknown>>;
  return (
    toServerWords(fields['error_description']) ??
    toServerWords(fields['message']) ??
    toServerWords(fields['error']) ??
    // Google's APIs have the same one level down.
    toServerWords(fieldsOf(fields['error'])['message'])
  );
}

async function readLimited(response: Response, sizeLimit: number): Promise<string | null> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString('utf8');
    size += value.byteLength;
    if (size > sizeLimit) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}

function toAnswer(host: string, response: Response, text: string, now: number): Answer {
  const { status, headers } = response;
  const type = headers.get('content-type') ?? '';
  const hasNoBody = status === 204 || status === 205 || status === 304;
  return {
    host,
    status,
    isHtml: /text\/html/i.test(type) || /^\s*<(?:!doctype|html)/i.test(text),
    json: parseJson(text),
    retryAt: parseRetryAfter(headers.get('retry-after'), now),
    response: new Response(hasNoBody ? null : text, { status, headers: { 'content-type': type } }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
