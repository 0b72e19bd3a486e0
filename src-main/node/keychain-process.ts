// The process the keychain library lives in: it may hang, crash or keep a dead bus name without taking anything
// else along. Runs as Electron's utilityProcess, and as a plain child process under Node.
import keytar from 'keytar';

export type KeychainRequest =
  | {
      readonly call: number;
      readonly verb: 'get' | 'delete';
      readonly service: string;
      readonly account: string;
    }
  | {
      readonly call: number;
      readonly verb: 'set';
      readonly service: string;
      readonly account: string;
      readonly value: string;
    };

export type KeychainReply =
  | { readonly call: number; readonly ok: true; readonly value: string | null }
  | { readonly call: number; readonly ok: false; readonly message: string };

type ParentPort = {
  on: (event: 'message', listener: (message: { data: KeychainRequest }) => void) => void;
  postMessage: (reply: KeychainReply) => void;
};

const { parentPort } = process as unknown as { parentPort?: ParentPort };

async function perform(request: KeychainRequest): Promise<string | null> {
  switch (request.verb) {
    case 'get':
      return keytar.getPassword(request.service, request.account);
    case 'set':
      await keytar.setPassword(request.service, request.account, request.value);
      return null;
    case 'delete':
      await keytar.deletePassword(request.service, request.account);
      return null;
  }
}

async function answer(request: KeychainRequest): Promise<KeychainReply> {
  try {
    return { call: request.call, ok: true, value: await perform(request) };
  } catch (error) {
    return { call: request.call, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

if (parentPort === undefined) {
  process.on('message', (request: KeychainRequest) => {
    void answer(request).then((reply) => process.send?.(reply));
  });
  process.on('disconnect', () => process.exit(0));
} else {
  parentPort.on('message', ({ data }) => {
    void answer(data).then((reply) => parentPort.postMessage(reply));
  });
}
