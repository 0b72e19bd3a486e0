// The figures of a run.
import { modes, type Mode } from './protocol';

export type Figures = {
  kills: number;
  /** Where they hit, seen from the program that was killed: before it began, while it renewed, after the token was out. */
  before: number;
  inside: number;
  after: number;
  /** The server had replaced the refresh token and its successor was not in the vault: the window nobody can close. */
  inWindow: number;
  /** The account worked again after the restart. */
  recovered: number;
  /** Lost in the window, where the server forgives nothing, and said so truthfully. */
  explained: number;
  /** What must not be, one sentence each. */
  readonly unexplained: string[];
  /** Catalogs or vaults that could not be read after a kill, one sentence each. */
  readonly torn: string[];
  /** Milliseconds from the server's commit to the successor in the vault, read back. */
  readonly windows: number[];
};

export type Tally = Readonly<Record<Mode, Figures>>;

function newFigures(): Figures {
  const counts = { kills: 0, before: 0, inside: 0, after: 0, inWindow: 0, recovered: 0, explained: 0 };
  return { ...counts, unexplained: [], torn: [], windows: [] };
}

export function newTally(): Tally {
  return { A: newFigures(), B: newFigures(), C: newFigures() };
}

/** The nearest rank; NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

const names: Readonly<Record<Mode, string>> = {
  A: 'A, no rotation',
  B: 'B, 30 s grace',
  C: 'C, single use',
};

const columns = [
  'server',
  'kills',
  'before',
  'inside',
  'after',
  'in the window',
  'recovered',
  'lost, explained',
  'lost, unexplained',
  'torn',
  'window p50 ms',
  'window p99 ms',
];

function toRow(mode: Mode, of: Figures): readonly string[] {
  const { kills, before, inside, after, inWindow, recovered, explained, unexplained, torn, windows } = of;
  const counts = [
    kills,
    before,
    inside,
    after,
    inWindow,
    recovered,
    explained,
    unexplained.length,
    torn.length,
  ];
  const times = [0.5, 0.99].map((share) =>
    windows.length === 0 ? '-' : percentile(windows, share).toFixed(1),
  );
  return [names[mode], ...counts.map(String), ...times];
}

/** As a Markdown table. */
export function toTable(tally: Tally): string {
  const rows = [columns, columns.map(() => '---'), ...modes.map((mode) => toRow(mode, tally[mode]))];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Everything that must not be, in sentences; empty after a good run. */
export function troublesOf(tally: Tally): readonly string[] {
  return modes.flatMap((mode) => {
    const { unexplained, torn } = tally[mode];
    return [...unexplained, ...torn].map((trouble) => `${names[mode]}: ${trouble}`);
  });
}
