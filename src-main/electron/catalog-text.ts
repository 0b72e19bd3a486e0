// The catalog as text and back. One entry per line, so that it can be made in pieces while the app goes on.
import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import type { Catalog, WindowPlace } from '#domain/catalog';
import { readCatalog, readWindowPlace, type ReadCatalog } from './catalog-schema';
import { seal, sealOf } from './sealed-text';

/** So many entries are made at once: about a millisecond. */
const atOnce = 50;

/** Says which lines of the log follow this whole write. By chance, so that no two ever share one. */
export function newLogId(): string {
  return randomBytes(8).toString('hex');
}

const withLogId = z.object({ logId: z.string().check(z.regex(/^[0-9a-f]{16}$/)) });

export function writeCatalogText(catalog: Catalog, logId: string): Iterable<string> {
  return seal(piecesOf(catalog, logId));
}

function* piecesOf(
  { version, instances, accounts, settings, told }: Catalog,
  logId: string,
): Generator<string> {
  const head = { version, logId, settings, told };
  yield Object.entries(head)
    .map(([name, value], at) => `${at === 0 ? '{' : ','}\n${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join('');
  yield* listOf('instances', instances);
  yield* listOf('accounts', accounts);
}

function* listOf(name: string, entries: readonly object[]): Generator<string> {
  yield `,\n"${name}": [`;
  for (let at = 0; at < entries.length; at += atOnce) {
    const some = entries.slice(at, at + atOnce).map((entry) => `\n${JSON.stringify(entry)}`);
    yield `${at === 0 ? '' : ','}${some.join(',')}`;
  }
  yield '\n]';
}

export type ReadText = ReadCatalog & {
  /** Null for what no log can belong to. */
  readonly logId: string | null;
  /** Until version 3 the place of the window was in there, too. */
  readonly windowPlace: WindowPlace | null;
};

/** `in-part` also when all of it makes sense, but is not what was written. */
export function readCatalogText(text: Buffer): ReadText {
  try {
    const plain = text.toString('utf8').replace(/^\uFEFF/, '');
    const content = JSON.parse(plain) as unknown;
    const read = readCatalog(content);
    const found = withLogId.safeParse(content);
    const logId = found.success ? found.data.logId : null;
    const windowPlace = readWindowPlace(content);
    const isChanged = read.kind === 'good' && sealOf(text) === 'broken';
    return { ...(isChanged ? { ...read, kind: 'in-part' } : read), logId, windowPlace };
  } catch {
    return { kind: 'broken', logId: null, windowPlace: null };
  }
}
