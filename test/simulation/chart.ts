// A line chart as SVG, legible on light and dark pages: some rects, two paths and words.
export type Curve = {
  readonly name: string;
  readonly className: 'without' | 'with';
  readonly points: readonly number[];
};

export type Chart = {
  readonly title: string;
  /** What the points of all curves are apart, in minutes. */
  readonly minutesPerPoint: number;
  readonly curves: readonly Curve[];
};

const width = 880;
const height = 420;
const plot = { left: 76, top: 64, right: width - 24, bottom: height - 58 };

const style = `
  text { font: 14px system-ui, sans-serif; fill: #1f2328; }
  .title { font-size: 16px; font-weight: 600; }
  .paper { fill: #ffffff; }
  .grid { stroke: #d1d9e0; stroke-width: 1; }
  .axis { stroke: #59636e; stroke-width: 1.5; }
  .curve { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
  .without { stroke: #c2410c; stroke-dasharray: 7 4; }
  .with { stroke: #0b5cad; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .paper { fill: #0d1117; }
    .grid { stroke: #30363d; }
    .axis { stroke: #9198a1; }
    .without { stroke: #ff9a5c; }
    .with { stroke: #6cb6ff; }
  }`;

export function toSvg({ title, minutesPerPoint, curves }: Chart): string {
  const count = Math.max(...curves.map(({ points }) => points.length));
  const minutes = count * minutesPerPoint;
  const step = niceStep(Math.max(...curves.flatMap(({ points }) => points)) / 5);
  const most = step * Math.ceil(Math.max(...curves.flatMap(({ points }) => points)) / step);
  const x = (at: number): number => plot.left + (at / minutes) * (plot.right - plot.left);
  const y = (rate: number): number => plot.bottom - (rate / most) * (plot.bottom - plot.top);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">`,
    `<style>${style}\n</style>`,
    `<rect class="paper" width="${width}" height="${height}" rx="6"/>`,
    `<text class="title" x="${plot.left}" y="28">${title}</text>`,
    ...rows(most, step, y),
    ...columns(minutes, x),
    ...curves.map(({ className, points }) => toPath(className, points, minutesPerPoint, x, y)),
    ...curves.flatMap(({ name, className }, index) => toKey(name, className, plot.left + index * 330)),
    '</svg>',
    '',
  ].join('\n');
}

function rows(most: number, step: number, y: (rate: number) => number): readonly string[] {
  const lines = Array.from({ length: Math.round(most / step) + 1 }, (_, index) => index * step);
  const middle = (plot.top + plot.bottom) / 2;
  return [
    ...lines.map((rate) => `<path class="grid" d="M${plot.left} ${at(y(rate))}H${plot.right}"/>`),
    ...lines.map(
      (rate) => `<text x="${plot.left - 8}" y="${at(y(rate) + 5)}" text-anchor="end">${rate}</text>`,
    ),
    `<text transform="translate(20 ${middle}) rotate(-90)" text-anchor="middle">requests per second</text>`,
  ];
}

function columns(minutes: number, x: (at: number) => number): readonly string[] {
  const ticks = Array.from({ length: Math.floor(minutes / 15) + 1 }, (_, index) => index * 15);
  const middle = (plot.left + plot.right) / 2;
  return [
    `<path class="axis" d="M${plot.left} ${plot.bottom}H${plot.right}"/>`,
    ...ticks.map((tick) => `<path class="axis" d="M${at(x(tick))} ${plot.bottom}v6"/>`),
    ...ticks.map(
      (tick) =>
        `<text x="${at(x(tick))}" y="${plot.bottom + 24}" text-anchor="middle">${toTime(tick)}</text>`,
    ),
    `<text x="${middle}" y="${plot.bottom + 46}" text-anchor="middle">time of day</text>`,
  ];
}

function toPath(
  className: string,
  points: readonly number[],
  minutesPerPoint: number,
  x: (at: number) => number,
  y: (rate: number) => number,
): string {
  const line = points
    .map((rate, index) => `${at(x((index + 0.5) * minutesPerPoint))} ${at(y(rate))}`)
    .join('L');
  return `<path class="curve ${className}" d="M${line}"/>`;
}

function toKey(name: string, className: string, left: number): readonly string[] {
  return [
    `<path class="curve ${className}" d="M${left} 46h34"/>`,
    `<text x="${left + 42}" y="51">${name}</text>`,
  ];
}

/** 1, 2 or 5 with zeros, and no less than this. */
function niceStep(least: number): number {
  const ten = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  return [1, 2, 5, 10].map((factor) => factor * ten).find((step) => step >= least) ?? 10 * ten;
}

function toTime(minutes: number): string {
  return `${9 + Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

function at(place: number): string {
  return place.toFixed(1);
}
