// A listening port of a practice server that can go away and come back on the same number, as a host behind a broken
// network does.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';

/** Answers one request; what it throws becomes a 500 and a line on the console. */
export type Serve = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** One port on 127.0.0.1. */
export type Door = {
  readonly port: number;
  readonly origin: string;
  /** Once all that has come in by now is dealt with, also from clients that are gone. */
  settled(): Promise<void>;
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

function createListener(serve: Serve, underWay: Set<Promise<void>>): Server {
  return createServer((req, res) => {
    const served = serve(req, res).catch((error: unknown) => {
      reportAndFail(res, error);
    });
    underWay.add(served);
    void served.finally(() => underWay.delete(served));
  });
}

/** What is on the way here: the connection is taken in one turn of the event loop and read in another. */
async function letIn(): Promise<void> {
  const turns = 5;
  for (let count = 0; count < turns; count += 1) await turn();
}

/** Opens a port; 0 takes any free one. Fails as Node does when the port is in use. */
export async function openDoor(serve: Serve, wantedPort = 0): Promise<Door> {
  const underWay = new Set<Promise<void>>();
  let server = createListener(serve, underWay);
  const port = await listen(server, wantedPort);
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    async settled() {
      await letIn();
      await Promise.all(underWay);
    },
    close: () => closeServer(server),
    async reopen() {
      if (server.listening) return;
      server = createListener(serve, underWay);
      await listen(server, port);
    },
  };
}
