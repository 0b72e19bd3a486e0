// Servers that take their time, in real seconds.
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Secret } from '#domain/secret';
import { createClient, failureOf, toRefresh } from '../whole-app/parts';

const open: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of open.splice(0)) server.close();
});

async function aServer(onConnection: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const tarpits: readonly (readonly [string, (socket: Socket) => void])[] = [
  ['takes the request and says nothing', () => undefined],
  ['says its first line and nothing more', (socket) => void socket.write('HTTP/1.1 200 OK\r\n')],
  [
    'sends a byte a second, for ever',
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n');
      const drip = setInterval(() => socket.write(' '), 1_000);
      socket.on('close', () => clearInterval(drip));
    },
  ],
];

test('a renewal at a tarpit of any kind is given up after 15 seconds, and not asked for twice (RT11)', async () => {
  const took = await Promise.all(
    tarpits.map(async ([what, behave]) => {
      let connections = 0;
      const origin = await aServer((socket) => {
        connections += 1;
        behave(socket);
      });
      const binding = {
        issuer: origin,
        tokenEndpoint: `${origin}/api/token`,
        identityEndpoint: `${origin}/api/4.0/user`,
        revocationEndpoint: `${origin}/api/4.0/logout`,
        clientId: 'daypass',
      };
      const began = performance.now();
      const renewed = await createClient().oauth.renew(toRefresh(binding, new Secret('refresh')), null);
      const seconds = (performance.now() - began) / 1000;
      expect(failureOf(renewed)).toMatchObject({ kind: 'provider-unreachable', reason: 'timed-out' });
      return { what, connections, isInTime: seconds > 13.5 && seconds < 16.5 };
    }),
  );
  expect(took).toEqual(tarpits.map(([what]) => ({ what, connections: 1, isInTime: true })));
});
