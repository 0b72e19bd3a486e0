// What single lines of a looker.ini, or of a block of LOOKERSDK_ variables, say (Looker fact sheet, section 7), before
// anybody asks what belongs together. Every line keeps its number, which no reader on npm tells.

/** The settings that the Looker SDKs know. */
const lookerNames = [
  'base_url',
  'client_id',
  'client_secret',
  'verify_ssl',
  'timeout',
  'redirect_uri',
  'looker_url',
  'api_version',
] as const;
export type LookerName = (typeof lookerNames)[number];

export type HeaderLine = {
  readonly kind: 'header';
  readonly line: number;
  readonly name: string;
  readonly isClosed: boolean;
};
export type SettingLine = {
  readonly kind: 'setting';
  readonly line: number;
  /** Null for a setting that no Looker SDK knows. */
  readonly name: LookerName | null;
  /** As written. */
  readonly key: string;
  readonly value: string;
  /** Whether the value is put together from others, `%(name)s`. */
  readonly interpolates: boolean;
};
/** Blank lines and comments are no lines here. */
export type ConfigLine = HeaderLine | SettingLine | { readonly kind: 'unreadable'; readonly line: number };

const bareHeader = /^\[.*\]\s*(?:[;#].*)?$/s;
const quoted = /^\s*(["'])(.*?)\1\s*(?:[;#].*)?$/s;

/** A section header with nothing but a comment behind it. */
export function isHeader(row: string): boolean {
  return bareHeader.test(row.trim());
}

/**
 * Reads rows as Python's configparser does, with two differences that the Node reader has too: a comment may follow a
 * value, and indentation does not make a setting part of the value above. Other text that is indented deeper than the
 * setting above continues that setting for Python; no Looker value has two lines, so it is unreadable here.
 */
export function readIniLines(rows: readonly string[]): readonly ConfigLine[] {
  let above: number | null = null;
  return rows.flatMap((row, index): readonly ConfigLine[] => {
    const text = row.trim();
    if (text === '' || /^[#;]/.test(text)) return [];
    const indent = row.length - row.trimStart().length;
    const line = text.startsWith('[') ? toHeader(text, index + 1) : toIniSetting(text, index + 1);
    const continues = line.kind === 'setting' && line.name === null && above !== null && indent > above;
    if (continues) return [{ kind: 'unreadable', line: line.line }];
    if (line.kind !== 'unreadable') above = line.kind === 'header' ? null : indent;
    return [line];
  });
}

/** Reads dotenv files, and what sets variables in sh, cmd and PowerShell. */
export function readEnvironmentLines(rows: readonly string[]): readonly ConfigLine[] {
  return rows.flatMap((row, index): readonly ConfigLine[] => {
    const text = row.trim();
    if (text === '' || /^(?:[#;]|::|@?(?:rem|echo)(?:\s|$))/i.test(text)) return [];
    return [toVariable(text, index + 1)];
  });
}

/** The name goes up to the last bracket, as in Python; what follows that is left out. */
function toHeader(text: string, line: number): HeaderLine {
  const name = /^\[(.*)\]/s.exec(text)?.[1];
  if (name !== undefined) return { kind: 'header', line, name: name.trim(), isClosed: true };
  const [begun = ''] = text.slice(1).split(/[=:;#]/, 1);
  return { kind: 'header', line, name: begun.trim(), isClosed: false };
}

function toIniSetting(text: string, line: number): ConfigLine {
  const at = text.search(/[=:]/);
  if (at < 1) return { kind: 'unreadable', line };
  const key = text.slice(0, at).trimEnd();
  // For Python `%%` stands for `%`. A single one is an error there but not in Node: it is taken as it is.
  const parts = toValue(text.slice(at + 1)).split('%%');
  const interpolates = parts.some((part) => /%\([^()%]*\)s/.test(part));
  return { kind: 'setting', line, name: toName(key), key, value: parts.join('%'), interpolates };
}

function toVariable(text: string, line: number): ConfigLine {
  const [key, rest] = splitSetx(text) ?? splitAssignment(text) ?? [];
  if (key === undefined || rest === undefined) return { kind: 'unreadable', line };
  const name = /^lookersdk_/i.test(key) ? toName(key.slice('lookersdk_'.length)) : null;
  return { kind: 'setting', line, name, key, value: toValue(rest).replace(/;$/, ''), interpolates: false };
}

/** `setx NAME "value" /m`: the one form without a sign between name and value. */
function splitSetx(text: string): readonly string[] | null {
  const found = /^@?setx\s+(?:\/m\s+)?"?([\w.-]+)"?\s+(.*)$/is.exec(text);
  return found?.slice(1, 3).map((part) => part.replace(/\s\/m$/i, '')) ?? null;
}

/** `NAME=value`, also after `export`, `set` or `$env:`, and `set "NAME=value"`. */
function splitAssignment(text: string): readonly string[] | null {
  const bare = text.replace(/^(?:export\s|declare\s+-x\s|@?set\s|\$env:)/i, '').trimStart();
  const found = /^"([\w.-]+)=([^"]*)"$/.exec(bare) ?? /^([\w.-]+)\s*[=:](.*)$/s.exec(bare);
  return found?.slice(1, 3) ?? null;
}

/** Without matching quotes around it, and without a comment: ids, secrets and addresses have no space in them. */
function toValue(rest: string): string {
  return quoted.exec(rest)?.[2] ?? rest.replace(/\s[;#].*$/s, '').trim();
}

function toName(key: string): LookerName | null {
  const wanted = key.toLowerCase();
  return lookerNames.find((name) => name === wanted) ?? null;
}
