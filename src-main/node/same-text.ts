import { timingSafeEqual } from 'node:crypto';

/** Compares in constant time, after a check of the length: the only comparison for values an attacker may guess. */
export function isSameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
