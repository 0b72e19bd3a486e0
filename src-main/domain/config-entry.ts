// Judges one section of a looker.ini, or one set of LOOKERSDK_ variables: is there an address, an id and a secret that
// could be used, and if not, on which line is the reason.
import { parseAddress } from './address';
import type { ConfigBlock } from './config-blocks';
import type { Conceal } from './config-conceal';
import type { LookerName } from './config-lines';
import { isPlaceholder } from './config-placeholder';
import type { ConfigProblem } from './config-problem';
import type { FieldProblem } from './failure';
import { fail, ok, type Result } from './result';
import { Secret } from './secret';

const longestKey = 256;
const needed: readonly LookerName[] = ['base_url', 'client_id', 'client_secret'];

export type ConfigEntry = {
  /** The name of the section, at most 80 characters, or `Environment`, `Environment 2` and so on. */
  readonly section: string;
  readonly line: number;
  /** The origin of `base_url`, without a path such as `/api/4.0`. Null, as are the others, when there is a problem. */
  readonly apiOrigin: string | null;
  readonly clientId: string | null;
  readonly clientSecret: Secret | null;
  readonly problems: readonly ConfigProblem[];
  /** Settings that Daypass has no use for. */
  readonly ignored: readonly { readonly line: number; readonly key: string }[];
  /** Whether `verify_ssl` is false. Daypass checks certificates always. */
  readonly turnsOffTls: boolean;
};

type Judged<T> = Result<T, ConfigProblem>;

export function toEntry(block: ConfigBlock, conceal: Conceal): ConfigEntry {
  const origin = judge(block, 'base_url', (value, line) => toOrigin(value, line, conceal));
  const id = judge(block, 'client_id', toKeyId);
  const secret = judge(block, 'client_secret', toKeySecret);
  const problems = [origin, id, secret].flatMap((judged) => (judged.ok ? [] : [judged.failure]));
  return {
    section: block.section,
    line: block.line,
    apiOrigin: origin.ok ? origin.value : null,
    clientId: id.ok ? id.value : null,
    clientSecret: secret.ok ? secret.value : null,
    problems: [...block.problems, ...problems].sort((a, b) => a.line - b.line),
    ignored: block.settings
      .filter(({ name }) => name === null || !needed.includes(name))
      .map((setting) => ({ line: setting.line, key: conceal.key(setting) })),
    turnsOffTls: block.settings.some(
      ({ name, value }) => name === 'verify_ssl' && /^(?:false|f|no|n|0)$/i.test(value),
    ),
  };
}

function judge<T>(
  block: ConfigBlock,
  key: LookerName,
  parse: (value: string, line: number) => Judged<T>,
): Judged<T> {
  const setting = block.settings.find(({ name }) => name === key);
  if (setting === undefined || setting.value === '') {
    return fail({ kind: 'missing-key', line: block.line, key });
  }
  const { line, value, interpolates } = setting;
  if (interpolates) return fail({ kind: 'interpolation', line, key });
  return isPlaceholder(key, value) ? fail({ kind: 'placeholder', line, key }) : parse(value, line);
}

function toOrigin(value: string, line: number, conceal: Conceal): Judged<string> {
  const parsed = parseAddress(value);
  if (parsed.ok) return parsed;
  return fail({ kind: 'bad-address', line, problem: concealProblem(parsed.failure, conceal) });
}

function concealProblem(problem: FieldProblem, conceal: Conceal): FieldProblem {
  if (problem.kind === 'insecure-address') return { ...problem, host: conceal.text(problem.host) };
  if (problem.kind === 'not-a-web-address') return { ...problem, scheme: conceal.text(problem.scheme) };
  return problem;
}

function toKeyId(value: string, line: number): Judged<string> {
  return isOneWord(value) ? ok(value) : fail({ kind: 'bad-key-id', line });
}

function toKeySecret(value: string, line: number): Judged<Secret> {
  return isOneWord(value) ? ok(new Secret(value)) : fail({ kind: 'bad-key-secret', line });
}

function isOneWord(value: string): boolean {
  return value.length <= longestKey && !/\s/.test(value);
}
