import { app, session as sessions, type Session } from 'electron';
import { hardenSession } from './hardening';

const networkService = 'network.mojom.NetworkService';

/**
 * The session to send requests through: the given one, and a new one each time the process that reaches the network has
 * died. Electron starts that process again, but a session goes on asking the dead one (seen with Electron 33).
 */
export function createNetworkSession(first: Session): () => Session {
  let current = first;
  let deaths = 0;
  app.on('child-process-gone', (_event, { serviceName }) => {
    if (serviceName !== networkService) return;
    deaths += 1;
    current = sessions.fromPartition(`daypass-network-${deaths}`);
    hardenSession(current);
  });
  return () => current;
}
