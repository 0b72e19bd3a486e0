import { fork } from 'node:child_process';
import type { KeychainProcess } from './keychain';
import type { KeychainReply } from './keychain-process';

/** The keychain process under plain Node: for tests now, for a command line later. */
export function forkKeychain(program: string, env: NodeJS.ProcessEnv = process.env): KeychainProcess {
  const child = fork(program, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env });
  let onReply: (reply: KeychainReply) => void = () => undefined;
  let onExit: () => void = () => undefined;
  child.on('message', (reply) => onReply(reply as KeychainReply));
  child.on('exit', () => onExit());
  child.on('error', () => onExit());
  return {
    send: (request) => void child.send(request),
    onReply: (listener) => (onReply = listener),
    onExit: (listener) => (onExit = listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
