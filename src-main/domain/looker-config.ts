// Reads what analysts already have: a looker.ini, or blocks of LOOKERSDK_ variables for some shell (Looker fact
// sheet, section 7). One text goes in, from a file or the clipboard; entries and numbered problems come out.
import { toEnvironments, toSections } from './config-blocks';
import { concealing } from './config-conceal';
import { toEntry, type ConfigEntry } from './config-entry';
import type { ConfigProblem } from './config-problem';
import { isHeader, readEnvironmentLines, readIniLines, type ConfigLine } from './config-lines';
import { fail, ok, type Result } from './result';

export type { ConfigEntry } from './config-entry';
export type { ConfigProblem } from './config-problem';

const longestText = 256 * 1024;
const mostEntries = 200;

export type LookerConfig = {
  readonly format: 'ini' | 'environment';
  readonly entries: readonly ConfigEntry[];
  /** About lines that belong to no entry. */
  readonly problems: readonly ConfigProblem[];
};

export type ConfigFailure =
  | { readonly kind: 'empty' }
  /** Readable text, but no line sets an address, an id or a secret of Looker. */
  | { readonly kind: 'nothing-found' }
  /** The limit is in characters. */
  | { readonly kind: 'too-large'; readonly limit: number }
  /** Control characters: a picture, an archive, or a file in another encoding. */
  | { readonly kind: 'not-text' };

type Lines = Pick<LookerConfig, 'format'> & { readonly lines: readonly ConfigLine[] };

/**
 * Finds out by itself which of the two the text is. An entry with problems is still an entry, so that all of them can
 * be told at once; the same place in two sections is two entries.
 */
export function parseLookerConfig(text: string): Result<LookerConfig, ConfigFailure> {
  if (text.length > longestText) return fail({ kind: 'too-large', limit: longestText });
  const content = text.replace(/^\ufeff/, '');
  if (content.trim() === '') return fail({ kind: 'empty' });
  if (/[^\P{Cc}\t\n\v\f\r\u0085]/u.test(content)) return fail({ kind: 'not-text' });
  const read = readLines(content.split(/\r\n|\n|\r/));
  return read === null ? fail({ kind: 'nothing-found' }) : ok(toConfig(read));
}

/** A header alone does not make an ini: people write `[prod]` above their variables too. */
function readLines(rows: readonly string[]): Lines | null {
  const ini = readIniLines(rows);
  const environment = readEnvironmentLines(rows);
  const hasVariables = environment.some(isNeeded);
  if (ini.some(isNeeded) && (!hasVariables || rows.some(isHeader))) return { format: 'ini', lines: ini };
  return hasVariables ? { format: 'environment', lines: environment } : null;
}

function isNeeded(line: ConfigLine): boolean {
  return line.kind === 'setting' && /^(?:base_url|client_id|client_secret)$/.test(line.name ?? '');
}

function toConfig({ format, lines }: Lines): LookerConfig {
  const conceal = concealing(lines);
  const { blocks, problems } = format === 'ini' ? toSections(lines, conceal) : toEnvironments(lines);
  const tooMany = blocks.slice(mostEntries, mostEntries + 1);
  return {
    format,
    entries: blocks.slice(0, mostEntries).map((block) => toEntry(block, conceal)),
    problems: [
      ...problems,
      ...tooMany.map(({ line }) => ({ kind: 'too-many', line, limit: mostEntries }) as const),
    ],
  };
}
