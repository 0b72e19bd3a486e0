// Puts the lines of a configuration together: settings under their section, variables to sets. Nothing ever moves
// from one block to another on the way, because a secret would then be sent to somebody else's host.
import type { Conceal } from './config-conceal';
import type { ConfigProblem } from './config-problem';
import type { ConfigLine, HeaderLine, SettingLine } from './config-lines';

const longestName = 80;

export type ConfigBlock = {
  readonly section: string;
  readonly line: number;
  readonly settings: readonly SettingLine[];
  readonly problems: readonly ConfigProblem[];
};
export type ConfigBlocks = {
  readonly blocks: readonly ConfigBlock[];
  readonly problems: readonly ConfigProblem[];
};

type OpenBlock = {
  readonly section: string;
  readonly line: number;
  readonly settings: SettingLine[];
  readonly problems: ConfigProblem[];
  readonly seen: Set<string>;
};

/**
 * One block for each section. `DEFAULT` is none: what it sets counts in every section that does not set it, as in
 * Python. A section or a setting that comes twice is a problem of the later one; the first setting counts.
 */
export function toSections(lines: readonly ConfigLine[], conceal: Conceal): ConfigBlocks {
  const problems: ConfigProblem[] = [];
  const blocks: OpenBlock[] = [];
  const names = new Set<string>();
  let defaults: OpenBlock | null = null;
  let current: OpenBlock | null = null;
  for (const line of lines) {
    if (line.kind === 'header' && line.isClosed && line.name === 'DEFAULT') {
      current = defaults ??= open('DEFAULT', line.line, problems);
    } else if (line.kind === 'header') {
      current = openSection(line, names, conceal);
      blocks.push(current);
    } else if (line.kind === 'unreadable') {
      (current?.problems ?? problems).push({ kind: 'not-a-setting', line: line.line });
    } else if (current === null) {
      problems.push({ kind: 'no-section', line: line.line });
    } else {
      addOnce(current, line, conceal);
    }
  }
  if (defaults !== null && blocks.length === 0) problems.push({ kind: 'no-section', line: defaults.line });
  return { blocks: blocks.map((block) => withDefaults(block, defaults)), problems };
}

/** One block for each set of variables: a Looker variable that is set already starts the next one. */
export function toEnvironments(lines: readonly ConfigLine[]): ConfigBlocks {
  const problems: ConfigProblem[] = [];
  const blocks: OpenBlock[] = [];
  const others: SettingLine[] = [];
  for (const line of lines) {
    const current = blocks.at(-1);
    if (line.kind !== 'setting') {
      (current?.problems ?? problems).push({ kind: 'not-a-setting', line: line.line });
    } else if (line.name === null) {
      (current?.settings ?? others).push(line);
    } else if (current === undefined || current.seen.has(line.name)) {
      const name = blocks.length === 0 ? 'Environment' : `Environment ${blocks.length + 1}`;
      blocks.push(add(open(name, line.line), line));
    } else {
      add(current, line);
    }
  }
  blocks[0]?.settings.unshift(...others);
  return { blocks, problems };
}

function open(section: string, line: number, problems: ConfigProblem[] = []): OpenBlock {
  return { section, line, settings: [], problems, seen: new Set() };
}

function openSection({ line, name, isClosed }: HeaderLine, names: Set<string>, conceal: Conceal): OpenBlock {
  const short = shorten(name);
  const block = open(conceal.section(short), line);
  if (!isClosed) block.problems.push({ kind: 'unclosed-section', line });
  if (names.has(name)) block.problems.push({ kind: 'duplicate-section', line, name: conceal.text(short) });
  names.add(name);
  return block;
}

function addOnce(block: OpenBlock, setting: SettingLine, conceal: Conceal): void {
  if (block.seen.has(identityOf(setting))) {
    block.problems.push({ kind: 'duplicate-key', line: setting.line, key: conceal.key(setting) });
  } else {
    add(block, setting);
  }
}

function add(block: OpenBlock, setting: SettingLine): OpenBlock {
  block.settings.push(setting);
  block.seen.add(identityOf(setting));
  return block;
}

function identityOf({ name, key }: SettingLine): string {
  return name ?? key.toLowerCase();
}

function withDefaults(block: OpenBlock, defaults: OpenBlock | null): ConfigBlock {
  const missing = defaults?.settings.filter(({ name }) => name !== null && !block.seen.has(name)) ?? [];
  return { ...block, settings: [...block.settings, ...missing] };
}

/** Cut without leaving half a character behind. */
function shorten(name: string): string {
  return name.slice(0, longestName).replace(/[\ud800-\udbff]$/, '');
}
