// What was measured, as Markdown for the document and as lines for the terminal.
import { ratesOf } from './figures';
import type { ManyResult } from './many';
import type { OutageResult } from './outage';
import type { Morning } from './wake';

export type Results = {
  readonly mornings: readonly Morning[];
  readonly outages: readonly OutageResult[];
  readonly many: ManyResult;
};

type Row = readonly string[];

/** Seconds after nine: the wake-up with what is spread after it, and the first renewals of that. */
const wakeTime = [0, 15 * 60] as const;
const hourLater = [20 * 60, 75 * 60] as const;

export function toMarkdown({ mornings, outages, many }: Results): string {
  return [
    mornings[0] === undefined ? '' : toIntroduction(mornings[0]),
    toTable(
      ['waking', 'spreading', 'busiest second', 'of all', '99 % of seconds', 'mean 9:00–9:15'],
      mornings.map((morning) => [...nameOf(morning), ...ratesIn(morning, wakeTime)]),
    ),
    'Around an hour later, from 9:20 to 10:15, the renewals of what was fetched then:',
    toTable(
      ['waking', 'spreading', 'busiest second', 'of all', '99 % of seconds', 'mean 9:20–10:15'],
      mornings.map((morning) => [...nameOf(morning), ...ratesIn(morning, hourLater)]),
    ),
    'A Looker that is down from 9:00 to 9:10, while its clients wake from 9:00 to 9:05:',
    toTable(
      [
        'how it is down',
        'clients',
        'mean while down',
        'busiest second after it',
        'busiest ten seconds',
        'mean after it',
        'all well after',
      ],
      outages.map(toOutageRow),
    ),
    `One scheduler with ${whole(many.accounts)} accounts:`,
    toTable(['what', 'measured', 'goal (PL7)'], toManyRows(many)),
  ].join('\n\n');
}

/** For people who cannot wait for the document. */
export function toLines(results: Results): string {
  return toMarkdown(results).replaceAll(/\n\n+/g, '\n\n');
}

function toIntroduction({ desktops, accounts }: Morning): string {
  return `${whole(desktops)} computers with ${whole(accounts)} accounts, at one Looker:`;
}

function nameOf({ arrival, isSpread }: Morning): Row {
  return [arrival === 'even' ? 'evenly' : 'peaked', isSpread ? 'with' : 'without'];
}

function ratesIn({ perSecond }: Morning, [first, last]: readonly [number, number]): Row {
  const { peak, p99, mean, total } = ratesOf(perSecond, first, last);
  return [
    `${whole(peak)} /s`,
    `${((100 * peak) / total).toFixed(2)} %`,
    `${whole(p99)} /s`,
    `${whole(mean)} /s`,
  ];
}

function toOutageRow({ outage, clients, during, after, busiestTen, recovery }: OutageResult): Row {
  const times = (rate: number): string => `${(rate / after.mean).toFixed(1)} x`;
  return [
    outage === 'answers-500' ? 'answers 500' : 'refuses connections',
    whole(clients),
    `${during.mean.toFixed(1)} /s`,
    `${after.peak} (${times(after.peak)})`,
    `${busiestTen.toFixed(1)} /s (${times(busiestTen)})`,
    `${after.mean.toFixed(1)} /s`,
    `${recovery} s`,
  ];
}

function toManyRows({ build, change, block, day }: ManyResult): readonly Row[] {
  return [
    ['planning all of them', `${build.toFixed(1)} ms`, 'at most 20 ms'],
    ['planning one anew, on average', `${change.toFixed(2)} µs`, 'at most 10 µs'],
    ['waking with all of them due: longest block', `${block.toFixed(1)} ms`, 'at most 10 ms'],
    [`a day with ${whole(day.renewals)} renewals`, `${day.cpuSeconds.toFixed(1)} s of the processor`, 'none'],
  ];
}

function toTable(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function whole(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}
