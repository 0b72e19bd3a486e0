// A receiver at a redirect URI that somebody registered: on its host, port and path, and nowhere else (SO7, SO8, SO9, SO14,
// SO16; Google fact sheet, section 1.2).
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseRedirectUri } from '#domain/redirect-uri';
import { Secret } from '#domain/secret';
import { isReachable, openRaw, sendRaw, toRawRequest, type RawAnswer } from '#support/raw-http';
import type { Door } from '#usecases/ports';
import { freePort } from '../whole-app/google';
import { valueOf } from '../whole-app/parts';
import { answerSoFar, browserHeaders, receiver, type Waiting } from './door';

const four = '127.0.0.1';
const six = '::1';

type Registered = Waiting & { readonly registered: string };

function open(registered: string, state: string) {
  const target = parseRedirectUri(registered);
  if (!target.ok) throw new Error(`not a redirect URI: ${target.failure.kind}`);
  return receiver.open({ ...target.value, state: new Secret(state) });
}

async function openAt(registered: string): Promise<Registered> {
  const state = randomBytes(32).toString('base64url');
  const door: Door = valueOf(await open(registered, state));
  onTestFinished(() => door.close());
  const { host, pathname } = new URL(registered);
  const target = `${pathname}?code=genuine-code&state=${state}`;
  return { door, port: door.port, state, host: `Host: ${host}`, target, registered };
}

/** What a browser sends that found the host at this address. */
function visit(
  { port, target, host }: Registered,
  address: string,
  change: { readonly host?: string; readonly target?: string } = {},
): Promise<RawAnswer> {
  const headers = [change.host ?? host, ...browserHeaders];
  return sendRaw(port, toRawRequest({ target: change.target ?? target, headers }), { host: address });
}

/** Another program, with a name of its own, that has the port already. */
async function pythonListensOn(host: string, port: number): Promise<void> {
  const family = host.includes(':') ? 'AF_INET6' : 'AF_INET';
  const program = `import socket, time
s = socket.socket(socket.${family}); s.bind((${JSON.stringify(host)}, ${port})); s.listen(); print("up", flush=True); time.sleep(60)`;
  const child = spawn('python3', ['-c', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
}

describe('where it listens', () => {
  test.each([
    ['127.0.0.1', [four]],
    ['localhost', [four, six]],
    ['[::1]', [six]],
  ])('SO7: for %s on %j, and on no other address of this computer', async (name, addresses) => {
    const { port, door, registered } = await openAt(`http://${name}:${await freePort()}/back`);
    expect(door.redirectUri).toBe(registered);
    const others = Object.values(networkInterfaces())
      .flatMap((found) => found ?? [])
      .map(({ address, scopeid }) => (scopeid ? `${address}%${scopeid}` : address));
    for (const address of new Set([four, six, '127.0.0.2', ...others])) {
      const reachable = await isReachable(port, address);
      expect({ address, reachable }).toEqual({ address, reachable: addresses.includes(address) });
    }
  });

  test('SO22: for localhost, closing it frees both addresses at once', async () => {
    const waiting = await openAt(`http://localhost:${await freePort()}/`);
    const connections = [openRaw(waiting.port, four), openRaw(waiting.port, six)];
    await Promise.all(connections.map(({ socket }) => once(socket, 'connect')));
    waiting.door.close();
    for (const connection of connections) expect(await connection.ended(1000)).not.toBe('still-open');
    for (const address of [four, six]) expect(await isReachable(waiting.port, address)).toBe(false);
    valueOf(await open(waiting.registered, 'next')).close();
  });

  test.runIf(process.getuid?.() === 0)('port 80: the browser names the host without a port', async () => {
    const opened = await open('http://127.0.0.1/oauth', 'the-state-of-port-80');
    // Somebody may have it on the computer that runs this.
    if (!opened.ok) {
      expect(opened.failure).toMatchObject({ kind: 'port-taken', port: 80 });
      return;
    }
    onTestFinished(() => opened.value.close());
    const request = (host: string): string =>
      toRawRequest({ target: '/oauth?code=c&state=the-state-of-port-80', headers: [`Host: ${host}`] });
    expect((await sendRaw(80, request('127.0.0.1:80'))).status).toBe(404);
    expect((await sendRaw(80, request('127.0.0.1'))).status).toBe(303);
  });
});

describe('a port that is taken', () => {
  test.each([
    ['127.0.0.1', four],
    ['localhost', four],
    ['localhost', six],
    ['[::1]', six],
  ])('SO9: %s, held at %s: the program is named, and no half of it stays open', async (name, held) => {
    const port = await freePort();
    await pythonListensOn(held, port);
    const opened = await open(`http://${name}:${port}/`, 'state');
    expect(opened).toMatchObject({ ok: false, failure: { kind: 'port-taken', port } });
    if (process.platform === 'linux') expect(opened).toMatchObject({ failure: { holder: 'python3' } });
    const other = held === six ? four : six;
    expect(await isReachable(port, other)).toBe(false);
  });

  test('SO8: while one for localhost waits, nobody gets either address', async () => {
    const waiting = await openAt(`http://localhost:${await freePort()}/`);
    for (const name of ['127.0.0.1', 'localhost', '[::1]'])
      expect(await open(`http://${name}:${waiting.port}/`, 'state')).toMatchObject({
        failure: { kind: 'port-taken', port: waiting.port },
      });
    expect((await visit(waiting, four)).status).toBe(303);
  });
});

describe('which requests count', () => {
  test.each([
    ['127.0.0.1', four],
    ['localhost', four],
    ['localhost', six],
    ['[::1]', six],
  ])(
    'SO14: %s at %s: exactly the registered host and port; anything else is not found',
    async (name, address) => {
      const waiting = await openAt(`http://${name}:${await freePort()}/back`);
      const { port } = waiting;
      const wrong = ['127.0.0.1', 'localhost', '[::1]', 'localhost.', 'LOCALHOST', '0.0.0.0', 'evil.example']
        .flatMap((host) => [host, `${host}:${port}`, `${host}:${port + 1}`, `${host}:80`])
        .filter((host) => host !== `${name}:${port}`);
      for (const host of wrong)
        expect([host, (await visit(waiting, address, { host: `Host: ${host}` })).status]).toEqual([
          host,
          404,
        ]);
      expect(await answerSoFar(waiting)).toBeNull();
      expect((await visit(waiting, address)).status).toBe(303);
      expect(await answerSoFar(waiting)).toBe('genuine-code');
    },
  );

  test('SO15: exactly the registered path: not its beginning, not more of it, not in other letters', async () => {
    const waiting = await openAt(`http://localhost:${await freePort()}/oauth2/Callback`);
    const query = waiting.target.slice(waiting.target.indexOf('?'));
    for (const path of [
      '/',
      '/oauth2',
      '/oauth2/',
      '/oauth2/Callback/',
      '/oauth2/callback',
      '//oauth2/Callback',
      '/callback',
    ])
      expect([path, (await visit(waiting, four, { target: path + query })).status]).toEqual([path, 404]);
    expect((await visit(waiting, six)).status).toBe(303);
  });

  test('SO16: the answer counts once, whichever of the two addresses it comes to', async () => {
    const waiting = await openAt(`http://localhost:${await freePort()}/`);
    const second = waiting.target.replace('genuine-code', 'second-code');
    const answers = await Promise.all([visit(waiting, six), visit(waiting, four, { target: second })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404]);
    const expected = answers[0].status === 303 ? 'genuine-code' : 'second-code';
    expect(await answerSoFar(waiting)).toBe(expected);
  });

  test('SO25: the page afterwards is at the same host, and is shown at the address of the answer', async () => {
    const waiting = await openAt(`http://[::1]:${await freePort()}/`);
    expect((await visit(waiting, six)).head).toContain('\r\nLocation: /signed-in\r\n');
    const page = await visit(waiting, six, { target: '/signed-in' });
    expect(page.status).toBe(200);
    expect(await isReachable(waiting.port, six)).toBe(false);
  });

  test('a registered path that is the page’s own leads there as well', async () => {
    const waiting = await openAt(`http://127.0.0.1:${await freePort()}/signed-in`);
    expect((await visit(waiting, four)).status).toBe(303);
    expect((await visit(waiting, four, { target: '/signed-in' })).status).toBe(200);
  });

  test('SO17: junk at one address does not keep the answer out at the other', async () => {
    const waiting = await openAt(`http://localhost:${await freePort()}/`);
    const idle = Array.from({ length: 40 }, (_, nth) => openRaw(waiting.port, nth % 2 === 0 ? four : six));
    onTestFinished(() => idle.forEach(({ socket }) => socket.destroy()));
    for (const junk of ['', '\r\n\r\n', 'GET\r\n\r\n', `GET ${waiting.target} HTTP/1.1\r\n\r\n`])
      await sendRaw(waiting.port, junk, { host: six, withinMs: 50 });
    expect((await visit(waiting, four)).status).toBe(303);
    expect(await answerSoFar(waiting)).toBe('genuine-code');
  });
});
