// A company's web proxy: passes plain requests on and notes where to.
import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type PracticeProxy = {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  /** Every address that went through it, in order. */
  readonly passed: readonly string[];
  close(): Promise<void>;
};

export async function startPracticeProxy(): Promise<PracticeProxy> {
  const passed: string[] = [];
  const server = createServer((asked, answer) => passOn(asked, answer, passed));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    passed,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function passOn(asked: IncomingMessage, answer: ServerResponse, passed: string[]): void {
  const url = asked.url ?? '';
  passed.push(url);
  const onward = send(url, { method: asked.method, headers: asked.headers }, (back) => {
    answer.writeHead(back.statusCode ?? 502, back.headers);
    back.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  asked.pipe(onward);
}
