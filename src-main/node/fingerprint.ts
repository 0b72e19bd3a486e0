import { createHash } from 'node:crypto';
import type { Fingerprint } from '#usecases/ports';

/** Ours alone, so that the mark of a token equals no hash of it that somebody else keeps. */
const label = 'daypass fingerprint 1';

/** 72 bits, base64url: too short to work a token out of, long enough that no two get mixed up. */
export const fingerprint: Fingerprint = (secret) =>
  createHash('sha256').update(`${label}\n${secret.reveal()}`).digest('base64url').slice(0, 12);
