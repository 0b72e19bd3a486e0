import { net } from 'electron';
import type { Network } from '#usecases/ports';

/** What the system says. It may say yes where nothing can be reached, but a no is meant. */
export function createNetwork(): Network {
  return { isOnline: () => net.isOnline() };
}
