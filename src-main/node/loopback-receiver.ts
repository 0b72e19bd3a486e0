// The loopback receiver (RFC 8252 section 7.3): on 127.0.0.1, or where a registered redirect URI says, for one sign-in, gone with it. Junk never
// consumes or closes it; the genuine answer does so exactly once.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Failure } from '#domain/failure';
import { toRedirectUri } from '#domain/provider';
import type { RedirectTarget } from '#domain/redirect-uri';
import { fail, ok, type Result } from '#domain/result';
import type { Door, Receiver } from '#usecases/ports';
import { answeredPage, pageHeaders, plainHeaders, refusedPage } from './callback-page';
import { judgeCallback, pagePath, type Expectation } from './callback-request';

const usual = '127.0.0.1';
const mostConnections = 16;
/** How long the browser may take to fetch the page it was sent on to. */
const pageMilliseconds = 2_000;

export type FindPortHolder = (port: number) => Promise<string | null>;

export function createReceiver({ findPortHolder }: { readonly findPortHolder: FindPortHolder }): Receiver {
  return {
    async open({ port, path, registered, state }) {
      const servers: Server[] = [];
      for (const address of addressesOf(registered)) {
        const server = newServer();
        const refused = await listen(server, address, port ?? 0);
        if (refused === null) servers.push(server);
        // A computer without IPv6: nobody can take the answer there.
        else if (!['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(refused) || servers.length === 0) {
          for (const open of servers) open.close();
          return fail(await toFailure(refused, port ?? 0, findPortHolder));
        }
      }
      return ok(createDoor(servers, { path, registered }, state.reveal()));
    },
  };
}

/** `localhost` may be either, and whoever listens on the one we left would get the answer. */
function addressesOf(registered: string | null): readonly string[] {
  const hostname = registered === null ? usual : new URL(registered).hostname;
  if (hostname === 'localhost') return [usual, '::1'];
  return [hostname === '[::1]' ? '::1' : usual];
}

function newServer(): Server {
  return createServer({
    maxHeaderSize: 8192,
    headersTimeout: 3_000,
    requestTimeout: 5_000,
    connectionsCheckingInterval: 500,
    keepAliveTimeout: 1,
    requireHostHeader: false,
    insecureHTTPParser: false,
  });
}

/** Null when listening, otherwise the system's error code. */
function listen(server: Server, host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ host, port, exclusive: true }, () => resolve(null));
  });
}

async function toFailure(code: string, port: number, findPortHolder: FindPortHolder): Promise<Failure> {
  return code === 'EADDRINUSE'
    ? { kind: 'port-taken', port, holder: await findPortHolder(port) }
    : { kind: 'port-refused', port };
}

/** How far a door has come. */
type Standing = {
  readonly expected: Expectation;
  readonly deliver: (answer: Result<URLSearchParams>) => void;
  readonly close: () => void;
  isAnswered: boolean;
  /** The page owed to the browser, once. */
  page: string | null;
};

function createDoor(
  servers: readonly Server[],
  { path, registered }: Pick<RedirectTarget, 'path' | 'registered'>,
  state: string,
): Door {
  const { port } = servers[0]?.address() as AddressInfo;
  const redirectUri = registered ?? toRedirectUri(port, path);
  const sockets = trackSockets(servers);
  let deliver: Standing['deliver'] = () => undefined;
  const answer = new Promise<Result<URLSearchParams>>((resolve) => (deliver = resolve));

  function close(): void {
    deliver(fail({ kind: 'sign-in-cancelled' }));
    for (const server of servers) server.close();
    for (const socket of sockets) socket.destroy();
  }

  const standing: Standing = {
    expected: { host: new URL(redirectUri).host, path, state },
    deliver,
    close,
    isAnswered: false,
    page: null,
  };
  for (const server of servers) attend(server, standing);
  // After an answer the sign-in closes the door; the page is still owed to the browser for a moment.
  const closeUnlessOwed = (): void => {
    if (!standing.isAnswered) close();
  };
  return { port, redirectUri, answer, close: closeUnlessOwed };
}

function attend(server: Server, standing: Standing): void {
  const seen = new WeakSet<Socket>();
  const serveOnce = (request: IncomingMessage, response: ServerResponse): void => {
    // One request per connection, also for what was sent along in the same packet.
    if (seen.has(request.socket)) return;
    seen.add(request.socket);
    serve(standing, request, response);
  };
  // Node would answer an Expect header in its own words.
  for (const event of ['request', 'checkContinue', 'checkExpectation'] as const) server.on(event, serveOnce);
  // Running out of file descriptors while accepting must not end the app.
  server.on('error', () => undefined);
  server.on('upgrade', (_request, socket) => socket.destroy());
  server.on('clientError', (_error, socket) => socket.destroy());
}

function serve(standing: Standing, request: IncomingMessage, response: ServerResponse): void {
  const verdict = judgeCallback(toCallbackRequest(request), standing.expected);
  if (verdict.kind === 'genuine' && !standing.isAnswered) {
    standing.isAnswered = true;
    standing.page = verdict.parameters.has('error') ? refusedPage : answeredPage;
    end(response, 303, { ...plainHeaders, Location: pagePath }, '');
    setTimeout(standing.close, pageMilliseconds);
    standing.deliver(ok(verdict.parameters));
  } else if (verdict.kind === 'page' && standing.page !== null) {
    end(response, 200, pageHeaders, standing.page);
    standing.page = null;
    response.once('close', standing.close);
  } else if (verdict.kind === 'wrong-method') {
    end(response, 405, { ...plainHeaders, Allow: 'GET' }, 'Method not allowed\n');
  } else {
    end(response, 404, plainHeaders, 'Not found\n');
  }
}

/** Keeps at most 16 connections by ending the oldest: idle ones must not keep the browser out. */
function trackSockets(servers: readonly Server[]): Set<Socket> {
  const sockets = new Set<Socket>();
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const [oldest] = sockets;
    if (sockets.size > mostConnections) oldest?.destroy();
  };
  for (const server of servers) server.on('connection', track);
  return sockets;
}

function toCallbackRequest(request: IncomingMessage): Parameters<typeof judgeCallback>[0] {
  return { method: request.method ?? '', target: request.url ?? '', headers: request.headersDistinct };
}

function end(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): void {
  response.shouldKeepAlive = false;
  response.sendDate = false;
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
