import { randomBytes } from 'node:crypto';
import type { Ids } from '#usecases/ports';

export const randomIds: Ids = {
  next: () => randomBytes(16).toString('base64url'),
};
