// Medians, ratios and verdicts.
import { toMegabytes } from '../pack/packed-app.mjs';

/** @typedef {import('./launch.mjs').Measurement} Measurement */

export const GOALS = { startRatio: 1.25, startMoreMs: 150, memoryRatio: 1.2, codeBytes: 10_000_000 };

/**
 * @param {readonly number[]} values
 * @returns {number}
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
}

/**
 * @param {readonly Measurement[]} app
 * @param {readonly Measurement[]} empty
 * @param {keyof Measurement} key
 */
function compare(app, empty, key) {
  const [ours, theirs] = [median(app.map((one) => one[key])), median(empty.map((one) => one[key]))];
  return { app: ours, empty: theirs, ratio: ours / theirs, more: ours - theirs };
}

/**
 * @param {{ app: Measurement[], empty: Measurement[], codeBytes: number, electron: string }} measured
 */
export function toReport({ app, empty, codeBytes, electron }) {
  const start = compare(app, empty, 'usableMs');
  const memory = compare(app, empty, 'pssBytes');
  const met = {
    start: start.ratio <= GOALS.startRatio && start.more <= GOALS.startMoreMs,
    memory: memory.ratio <= GOALS.memoryRatio,
    code: codeBytes <= GOALS.codeBytes,
  };
  return {
    electron,
    pairs: app.length,
    start,
    memory,
    codeBytes,
    goals: GOALS,
    met,
    samples: { app, empty },
  };
}

/**
 * @param {ReturnType<typeof toReport>} report
 * @returns {string}
 */
export function toBenchTable({ electron, pairs, start, memory, codeBytes, met }) {
  const ms = (/** @type {number} */ value) => `${value.toFixed(0)} ms`;
  const verdict = (/** @type {boolean} */ isMet) => (isMet ? 'met' : 'MISSED');
  const rows = [
    ['', 'Daypass', 'empty window', 'ratio', 'goal', ''],
    [
      'start to usable list',
      ms(start.app),
      ms(start.empty),
      start.ratio.toFixed(2),
      `${GOALS.startRatio} and +${GOALS.startMoreMs} ms`,
      `${verdict(met.start)} (${start.more < 0 ? '' : '+'}${ms(start.more)})`,
    ],
    [
      'memory (PSS) after 5 s',
      toMegabytes(memory.app),
      toMegabytes(memory.empty),
      memory.ratio.toFixed(2),
      `${GOALS.memoryRatio}`,
      verdict(met.memory),
    ],
    ['packed code', toMegabytes(codeBytes), '', '', toMegabytes(GOALS.codeBytes), verdict(met.code)],
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, '', `Medians of ${pairs} pairs, launched in turn with Electron ${electron}.`].join('\n');
}
