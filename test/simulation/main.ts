// What scripts/simulate.mjs runs: everything in turn, printed, and written into docs unless it is the quick one.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { toSvg } from './chart';
import { smoothed } from './figures';
import { measureMany } from './many';
import { simulateOutage } from './outage';
import { toLines, toMarkdown } from './report';
import { simulateMorning, type Arrival, type Morning } from './wake';

const begin = '<!-- simulation: begin -->';
const end = '<!-- simulation: end -->';
const secondsPerPoint = 15;
const words: Readonly<Record<Arrival, { readonly file: string; readonly title: string }>> = {
  even: { file: 'wake-spread.svg', title: 'Evenly from 9:00 to 9:05' },
  peaked: { file: 'wake-peaked.svg', title: 'Most around 9:02:30' },
};

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, into: { type: 'string', default: '.' } },
});
const desktops = values.quick ? 2_000 : 100_000;

const mornings: Morning[] = [];
for (const arrival of ['even', 'peaked'] as const) {
  for (const isSpread of [false, true]) {
    const morning = await simulateMorning({ desktops, arrival, isSpread });
    mornings.push(morning);
    const { took, memory } = morning;
    const what = `${desktops} computers, ${arrival}, ${isSpread ? 'with' : 'without'} spreading`;
    console.log(`${what}: ${(took / 1000).toFixed(0)} s, ${(memory / 1e6).toFixed(0)} MB of memory`);
  }
}
const outages = [
  await simulateOutage('answers-500', 1000),
  await simulateOutage('refuses-connections', 1000),
];
const results = { mornings, outages, many: await measureMany(10_000) };
console.log(`\n${toLines(results)}`);
if (!values.quick) await writeDocuments();

async function writeDocuments(): Promise<void> {
  const images = join(values.into, 'docs/images');
  await mkdir(images, { recursive: true });
  for (const arrival of ['even', 'peaked'] as const) {
    await writeFile(join(images, words[arrival].file), toChart(arrival));
  }
  const document = join(values.into, 'docs/measures/simulation.md');
  const text = await readFile(document, 'utf8');
  const [head] = text.split(begin);
  const [, tail] = text.split(end);
  if (head === undefined || tail === undefined) throw new Error(`${document} has no marks for the figures`);
  await writeFile(document, `${head}${begin}\n\n${toMarkdown(results)}\n\n${end}${tail}`);
}

function toChart(arrival: Arrival): string {
  const curves = mornings
    .filter((morning) => morning.arrival === arrival)
    .map(({ isSpread, perSecond }) => ({
      name: isSpread ? 'as Daypass does it' : 'everything at once',
      className: isSpread ? ('with' as const) : ('without' as const),
      points: smoothed(perSecond, secondsPerPoint),
    }));
  const count = desktops.toLocaleString('en-US');
  const title = `${count} computers wake and one Looker sees them. ${words[arrival].title}.`;
  return toSvg({ title, minutesPerPoint: secondsPerPoint / 60, curves });
}
