// Keeps secrets out of what is said about a configuration. Names and hosts come out of the same text as the secrets,
// and a secret that slipped into the wrong place would be shown as one of them.
import { isPlaceholder } from './config-placeholder';
import type { ConfigLine, SettingLine } from './config-lines';

/** Stands where a name was left out. */
const concealed = '…';

/** A run of characters that a text has in common with a secret and must not be shown. */
const telling = 6;
/** Section names are chosen by people and may share a word with a made-up secret, but not half of a real one. */
const tellingInSection = 12;

export type Conceal = {
  readonly key: (setting: SettingLine) => string;
  readonly text: (text: string) => string;
  readonly section: (name: string) => string;
};

/** Knows the secrets of all lines, whoever's they are, and leaves out every text that has a part of one. */
export function concealing(lines: readonly ConfigLine[]): Conceal {
  const secrets = lines.flatMap((line) => (line.kind === 'setting' && isSecret(line) ? [line.value] : []));
  const text = withoutRuns(secrets, telling);
  return {
    text,
    key: ({ name, key }) => name ?? (isName(key) ? text(key) : concealed),
    section: withoutRuns(secrets, tellingInSection),
  };
}

function isSecret({ key, value }: SettingLine): boolean {
  return /secret|password|token/i.test(key) && !isPlaceholder('client_secret', value);
}

/** A long unbroken word may be a secret on a line of its own: `bXktc2VjcmV0LW9uLWEtbGluZQ==`. */
function isName(key: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_ .-]{0,39}$/u.test(key) && !/[\p{L}\p{N}]{16}/u.test(key);
}

function withoutRuns(secrets: readonly string[], length: number): (text: string) => string {
  const runs = new Set(secrets.flatMap((secret) => runsOf(secret, length)));
  return (text) => (runsOf(text, length).some((run) => runs.has(run)) ? concealed : text);
}

function runsOf(text: string, length: number): readonly string[] {
  const lower = text.toLowerCase();
  const count = Math.max(0, lower.length - length + 1);
  return Array.from({ length: count }, (_, start) => lower.slice(start, start + length));
}
