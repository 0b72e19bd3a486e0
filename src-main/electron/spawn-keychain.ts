import { utilityProcess } from 'electron';
import type { KeychainProcess } from '#node/keychain';
import type { KeychainReply } from '#node/keychain-process';

/** The keychain process inside Electron: started on demand, replaceable, without a terminal of its own. */
export function spawnKeychain(program: string): KeychainProcess {
  const child = utilityProcess.fork(program, [], { serviceName: 'Daypass keychain', stdio: 'ignore' });
  return {
    send: (request) => child.postMessage(request),
    onReply: (listener) => {
      child.removeAllListeners('message');
      child.on('message', (reply: KeychainReply) => listener(reply));
    },
    onExit: (listener) => {
      child.removeAllListeners('exit');
      child.on('exit', listener);
    },
    kill: () => void child.kill(),
  };
}
