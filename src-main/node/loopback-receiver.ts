// The loopback receiver (RFC 8252 section 7.3): one listener on 127.0.0.1 for one sign-in, gone with it. Junk never
// consumes or closes it; the genuine answer does so exactly once.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { toRedirectUri } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import type { Door, Receiver } from '#usecases/ports';
import { answeredPage, pageHeaders, plainHeaders, refusedPage } from './callback-page';
import { judgeCallback, pagePath, type Expectation } from './callback-request';

const loopback = '127.0.0.1';
const mostConnections = 16;
/** How long the browser may take to fetch the page it was sent on to. */
const pageMilliseconds = 2_000;

export type FindPortHolder = (port: number) => Promise<string | null>;

export function createReceiver({ findPortHolder }: { readonly findPortHolder: FindPortHolder }): Receiver {
  return {
    async open({ port, path, state }) {
      const server = createServer({
        maxHeaderSize: 8192,
        headersTimeout: 3_000,
        requestTimeout: 5_000,
        connectionsCheckingInterval: 500,
        keepAliveTimeout: 1,
        requireHostHeader: false,
        insecureHTTPParser: false,
      });
      const listening = await listen(server, port ?? 0);
      if (listening !== null) {
        if (listening !== 'EADDRINUSE') return fail({ kind: 'port-refused', port: port ?? 0 });
        return fail({ kind: 'port-taken', port: port ?? 0, holder: await findPortHolder(port ?? 0) });
      }
      return ok(createDoor(server, path, state.reveal()));
    },
  };
}

/** Null when listening, otherwise the system's error code. */
function listen(server: Server, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ host: loopback, port, exclusive: true }, () => resolve(null));
  });
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

function createDoor(server: Server, path: string, state: string): Door {
  const { port } = server.address() as AddressInfo;
  const sockets = trackSockets(server);
  let deliver: Standing['deliver'] = () => undefined;
  const answer = new Promise<Result<URLSearchParams>>((resolve) => (deliver = resolve));

  function close(): void {
    deliver(fail({ kind: 'sign-in-cancelled' }));
    server.close();
    for (const socket of sockets) socket.destroy();
  }

  const standing: Standing = {
    expected: { port, path, state },
    deliver,
    close,
    isAnswered: false,
    page: null,
  };
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
  // After an answer the sign-in closes the door; the page is still owed to the browser for a moment.
  const closeUnlessOwed = (): void => {
    if (!standing.isAnswered) close();
  };
  return { port, redirectUri: toRedirectUri(port, path), answer, close: closeUnlessOwed };
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
function trackSockets(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const [oldest] = sockets;
    if (sockets.size > mostConnections) oldest?.destroy();
  });
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
