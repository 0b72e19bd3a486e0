// A token endpoint that answers whatever a test says, for answers no practice server gives.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { Secret } from '#domain/secret';
import type { Binding } from '#domain/token-set';

export type OddServer = {
  readonly origin: string;
  readonly binding: Binding;
  /** Method, path and body of everything that arrived. */
  readonly arrived: readonly string[];
};

export type Serve = (request: IncomingMessage, response: ServerResponse) => void;

export const someRefreshToken = new Secret('refresh-token-that-must-not-get-lost');

/** Ends with the test. */
export async function startOddServer(serve: Serve): Promise<OddServer> {
  const arrived: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      arrived.push(`${request.method ?? ''} ${request.url ?? ''} ${body}`);
      serve(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const binding = {
    issuer: origin,
    tokenEndpoint: `${origin}/api/token`,
    identityEndpoint: `${origin}/api/4.0/user`,
    revocationEndpoint: `${origin}/api/4.0/logout`,
    clientId: 'daypass',
  };
  return { origin, binding, arrived };
}

/** One answer, always the same. */
export function answering(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): Serve {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (_request, response) => {
    response.writeHead(status, headers).end(text);
  };
}
