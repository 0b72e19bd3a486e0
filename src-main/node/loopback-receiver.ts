// The loopback receiver (RFC 8252 section 7.3): one listener on 127.0.0.1 for one sign-in, gone with it. Junk never
// consumes or closes it; the genuine answer does so exactly once.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { toRedirectUri } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import type { Door, Receiver } from '#usecases/ports';
import { answeredPage, pageHeaders, plainHeaders, refusedPage } from './callback-page';
import { judgeCallback, pagePath } from './callback-request';

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

function createDoor(server: Server, path: string, state: string): Door {
  const { port } = server.address() as AddressInfo;
  const sockets = trackSockets(server);
  let resolve: (answer: Result<URLSearchParams>) => void = () => undefined;
  const answer = new Promise<Result<URLSearchParams>>((settle) => (resolve = settle));
  let page: string | null = null;
  let isAnswered = false;
  let isClosed = false;

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    resolve(fail({ kind: 'sign-in-cancelled' }));
    server.close();
    for (const socket of sockets) socket.destroy();
  }

  server.on('request', (request, response) => {
    const verdict = judgeCallback(toCallbackRequest(request), { port, path, state });
    if (verdict.kind === 'genuine' && !isAnswered) {
      isAnswered = true;
      page = verdict.parameters.has('error') ? refusedPage : answeredPage;
      end(response, 303, { ...plainHeaders, Location: pagePath }, '');
      setTimeout(close, pageMilliseconds);
      resolve(ok(verdict.parameters));
    } else if (verdict.kind === 'page' && page !== null) {
      end(response, 200, pageHeaders, page);
      page = null;
      response.once('close', close);
    } else if (verdict.kind === 'wrong-method') {
      end(response, 405, { ...plainHeaders, Allow: 'GET' }, 'Method not allowed\n');
    } else {
      end(response, 404, plainHeaders, 'Not found\n');
    }
  });
  server.on('upgrade', (_request, socket) => socket.destroy());
  server.on('clientError', (_error, socket) => socket.destroy());
  // After an answer the sign-in closes the door; the page is still owed to the browser for a moment.
  const closeUnlessOwed = (): void => {
    if (!isAnswered) close();
  };
  return { port, redirectUri: toRedirectUri(port, path), answer, close: closeUnlessOwed };
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
