// A seal at the end of what is written as JSON: the hash of all text before it, as the object's last field. It shows
// bits that fell over and lines that were torn. It keeps nobody out: who can write the file can seal it, too.
import { createHash, type Hash } from 'node:crypto';

const digits = 16;
const mark = ',"seal":"';

export type Seal = 'whole' | 'broken' | 'none';

/** An object without its closing brace, in pieces, becomes the whole of it. */
export function* seal(pieces: Iterable<string>): Generator<string> {
  const hash = createHash('sha256');
  for (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
  yield `${mark}${print(hash)}"}\n`;
}

/** `none` for what was written by an older version, or by hand. */
export function sealOf(text: Buffer): Seal {
  const at = text.lastIndexOf(mark);
  if (at === -1) return 'none';
  const said = text.toString('latin1', at + mark.length, at + mark.length + digits);
  return said === print(createHash('sha256').update(text.subarray(0, at))) ? 'whole' : 'broken';
}

function print(hash: Hash): string {
  return hash.digest('hex').slice(0, digits);
}
