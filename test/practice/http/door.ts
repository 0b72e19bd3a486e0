// A listening port of a practice server that can go away and come back on the same number, as a host behind a broken
// network does.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Answers one request; what it throws becomes a 500 and a line on the console. */
export type Serve = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** One port on 127.0.0.1. */
export type Door = {
  readonly port: number;
  readonly origin: string;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
  /** Listens again on the same port. */
  reopen(): Promise<void>;
};

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

function reportAndFail(res: ServerResponse, error: unknown): void {
  console.error('practice server:', error);
  if (res.headersSent) res.destroy();
  else
    res.writeHead(500, { 'content-type': 'text/plain' }).end('The practice server failed; see the console.');
}

function createListener(serve: Serve): Server {
  return createServer((req, res) => {
    serve(req, res).catch((error: unknown) => {
      reportAndFail(res, error);
    });
  });
}

/** Opens a port; 0 takes any free one. Fails as Node does when the port is in use. */
export async function openDoor(serve: Serve, wantedPort = 0): Promise<Door> {
  let server = createListener(serve);
  const port = await listen(server, wantedPort);
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    close: () => closeServer(server),
    async reopen() {
      if (server.listening) return;
      server = createListener(serve);
      await listen(server, port);
    },
  };
}
