// HTTP as bytes on a socket, for tests of the loopback receiver: what no HTTP library would send can be sent here.
import { connect, type Socket } from 'node:net';

/** Everything that came back on one connection. */
export type RawAnswer = {
  /** Exactly what arrived, one character per byte. */
  readonly text: string;
  /** Null when nothing like HTTP arrived. */
  readonly status: number | null;
  /** Status line and headers. */
  readonly head: string;
  readonly body: string;
  readonly ended: 'closed' | 'reset' | 'refused' | 'still-open';
};

/** A request as text. Headers are whole lines, sent as they are; there is no Host unless one is given. */
export type RawRequest = {
  readonly method?: string;
  readonly target: string;
  readonly version?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
};

/** A connection that a test keeps in its hand. */
export type RawConnection = {
  readonly socket: Socket;
  /** What arrived so far. */
  readonly received: () => string;
  readonly send: (text: string) => void;
  /** How it ended; `still-open` when it did not within the time. */
  readonly ended: (withinMs: number) => Promise<RawAnswer['ended']>;
};

/** The bytes of a request. */
export function toRawRequest({
  method = 'GET',
  target,
  version = 'HTTP/1.1',
  headers = [],
  body = '',
}: RawRequest): string {
  return `${[`${method} ${target} ${version}`, ...headers].join('\r\n')}\r\n\r\n${body}`;
}

/** Opens a connection; a refused one shows as `refused` at its end. */
export function openRaw(port: number, host = '127.0.0.1'): RawConnection {
  const socket = connect({ port, host, noDelay: true });
  let text = '';
  let how: RawAnswer['ended'] = 'still-open';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => (text += chunk));
  socket.on('error', (error: NodeJS.ErrnoException) => {
    how = error.code === 'ECONNREFUSED' ? 'refused' : 'reset';
  });
  const closed = new Promise<RawAnswer['ended']>((resolve) => {
    socket.on('close', () => {
      if (how === 'still-open') how = 'closed';
      resolve(how);
    });
  });
  return {
    socket,
    received: () => text,
    send: (part) => void socket.write(part, 'latin1'),
    ended: (withinMs) => withTimeLimit(closed, withinMs),
  };
}

function withTimeLimit(closed: Promise<RawAnswer['ended']>, withinMs: number): Promise<RawAnswer['ended']> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('still-open'), withinMs);
    void closed.then((how) => {
      clearTimeout(timer);
      resolve(how);
    });
  });
}

/** Takes an answer apart. */
export function toRawAnswer(text: string, ended: RawAnswer['ended']): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1];
  return {
    text,
    status: status === undefined ? null : Number(status),
    head: end < 0 ? text : text.slice(0, end),
    body: end < 0 ? '' : text.slice(end + 4),
    ended,
  };
}

/** Sends bytes, in one or several packets, and waits until the other side is done with the connection. */
export async function sendRaw(
  port: number,
  parts: string | readonly string[],
  { host = '127.0.0.1', withinMs = 3000 } = {},
): Promise<RawAnswer> {
  const connection = openRaw(port, host);
  const [first = '', ...rest] = typeof parts === 'string' ? [parts] : parts;
  connection.send(first);
  for (const part of rest) {
    await new Promise((resolve) => setImmediate(resolve));
    connection.send(part);
  }
  const ended = await connection.ended(withinMs);
  connection.socket.destroy();
  return toRawAnswer(connection.received(), ended);
}

/** Whether somebody takes connections at an address. */
export async function isReachable(port: number, host = '127.0.0.1'): Promise<boolean> {
  const { socket } = openRaw(port, host);
  return new Promise((resolve) => {
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
