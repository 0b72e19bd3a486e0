// The checked-in pictures of the tray, pixel by pixel: no panel may swallow them, and nobody has to tell colours apart.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { checkout } from '#support/checkout';

type Rgb = readonly [number, number, number];
type Pixel = { readonly colour: Rgb; readonly alpha: number };
type Picture = { readonly size: number; readonly at: (x: number, y: number) => Pixel };

const states = ['fresh', 'needs-you', 'offline', 'resting'] as const;
const pairs = states.flatMap((one, index) => states.slice(index + 1).map((other) => [one, other] as const));
const panels: Readonly<Record<string, Rgb>> = {
  light: [0xf6, 0xf6, 0xf4],
  dark: [0x2b, 0x2b, 0x2b],
  // As Xfce has it.
  'less dark': [0x35, 0x35, 0x35],
};

const read = (name: string) => readPng(readFileSync(join(checkout, 'assets/tray', name)));
const tiles = [
  ...['.png', '@2x.png'].map((ending) => [ending, (state: string) => read(`${state}${ending}`)] as const),
  ...[16, 20, 24, 32, 40, 48].map(
    (size) => [`.ico at ${size} px`, (state: string) => readIco(`${state}.ico`, size)] as const,
  ),
];

/** Square, eight bits, red green blue alpha, not interlaced; anything else fails. */
function readPng(file: Buffer): Picture {
  const size = file.readUInt32BE(16);
  expect([...file.subarray(24, 29)], 'depth, colours, ways').toEqual([8, 6, 0, 0, 0]);
  expect(file.readUInt32BE(20)).toBe(size);
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return fromRgba(size, unfilter(inflateSync(Buffer.concat(parts)), size));
}

/** PNG, section 9: each line says how it was predicted. */
function unfilter(raw: Buffer, size: number): Uint8Array {
  const width = size * 4;
  const out = new Uint8Array(width * size);
  for (let y = 0; y < size; y += 1) {
    const kind = raw[y * (width + 1)] ?? 0;
    for (let x = 0; x < width; x += 1) {
      const left = x < 4 ? 0 : (out[y * width + x - 4] ?? 0);
      const up = y === 0 ? 0 : (out[(y - 1) * width + x] ?? 0);
      const corner = y === 0 || x < 4 ? 0 : (out[(y - 1) * width + x - 4] ?? 0);
      out[y * width + x] = (raw[y * (width + 1) + 1 + x] ?? 0) + predict(kind, left, up, corner);
    }
  }
  return out;
}

function predict(kind: number, left: number, up: number, corner: number): number {
  if (kind === 3) return Math.floor((left + up) / 2);
  if (kind < 4) return [0, left, up][kind] ?? 0;
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function fromRgba(size: number, bytes: Uint8Array): Picture {
  const byte = (x: number, y: number, part: number) => bytes[(y * size + x) * 4 + part] ?? 0;
  return {
    size,
    at(x, y) {
      const isInside = x >= 0 && y >= 0 && x < size && y < size;
      if (!isInside) return { colour: [0, 0, 0], alpha: 0 };
      return { colour: [byte(x, y, 0), byte(x, y, 1), byte(x, y, 2)], alpha: byte(x, y, 3) / 255 };
    },
  };
}

/** The picture of this size: a bitmap of blue, green, red and alpha, its last line first. */
function readIco(name: string, size: number): Picture {
  const file = readFileSync(join(checkout, 'assets/tray', name));
  const entries = Array.from({ length: file.readUInt16LE(4) }, (_, index) => 6 + index * 16);
  const entry = entries.find((at) => file[at] === size);
  if (entry === undefined) throw new Error(`${name} has no picture of ${size} px`);
  const at = file.readUInt32LE(entry + 12);
  expect(file.readUInt16LE(at + 14), 'bits of a pixel').toBe(32);
  const bytes = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const from = at + file.readUInt32LE(at) + ((size - 1 - y) * size + x) * 4;
      const [blue = 0, green = 0, red = 0, alpha = 0] = file.subarray(from, from + 4);
      bytes.set([red, green, blue, alpha], (y * size + x) * 4);
    }
  return fromRgba(size, bytes);
}

function pixelsOf(picture: Picture): readonly (Pixel & { readonly x: number; readonly y: number })[] {
  const line = Array.from({ length: picture.size }, (_, index) => index);
  return line.flatMap((y) => line.map((x) => ({ x, y, ...picture.at(x, y) })));
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function over({ colour, alpha }: Pixel, panel: Rgb): Rgb {
  const mixed = colour.map((part, index) => part * alpha + (panel[index] ?? 0) * (1 - alpha));
  return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0];
}

/** Solid pixels with nothing behind one of their sides: the outline. */
function outline(picture: Picture): readonly Pixel[] {
  const isSolid = (x: number, y: number) => picture.at(x, y).alpha > 0.9;
  return pixelsOf(picture).filter(
    ({ x, y }) =>
      isSolid(x, y) && !(isSolid(x - 1, y) && isSolid(x + 1, y) && isSolid(x, y - 1) && isSolid(x, y + 1)),
  );
}

/** What somebody sees who sees no colours: lit or not lit, in each place. */
function shape(picture: Picture): readonly boolean[] {
  return pixelsOf(picture).map(({ colour, alpha }) => alpha > 0.5 && luminance(colour) < 0.5);
}

function difference(one: Picture, other: Picture): number {
  const [a, b] = [shape(one), shape(other)];
  return a.filter((lit, index) => lit !== b[index]).length / a.length;
}

describe.each(tiles)('Windows and Linux, %s', (_name, pictureOf) => {
  test.each(states)('the outline of "%s" stands out from light and dark panels, 3 to 1', (state) => {
    const edge = outline(pictureOf(state));
    expect(edge.length).toBeGreaterThan(20);
    for (const [panel, colour] of Object.entries(panels)) {
      const readable = edge.filter((pixel) => contrast(over(pixel, colour), colour) >= 3);
      // Where a sign touches the edge, a pixel or two are mixed of both.
      expect(readable.length / edge.length, `on the ${panel} panel`).toBeGreaterThan(0.9);
    }
  });

  test.each(['fresh', 'needs-you', 'offline'] as const)(
    'the sign on the tile of "%s" stands out from the tile, 3 to 1',
    (state) => {
      const drawn = pixelsOf(pictureOf(state)).filter(({ alpha }) => alpha > 0.98);
      const isWhite = ({ colour }: Pixel) => luminance(colour) > 0.7;
      const signs = drawn.filter(isWhite);
      const tile = drawn.filter(({ colour }) => luminance(colour) < 0.3);
      expect(signs.length).toBeGreaterThan(drawn.length / 40);
      expect(signs.length + tile.length).toBeGreaterThan(drawn.length / 3);
      for (const { colour } of tile) expect(contrast(colour, [255, 255, 255])).toBeGreaterThanOrEqual(3);
    },
  );

  test.each(pairs)('"%s" and "%s" differ without their colours', (one, other) => {
    expect(difference(pictureOf(one), pictureOf(other))).toBeGreaterThan(0.05);
  });
});

describe.each(['Template.png', 'Template@2x.png'])('macOS, %s', (ending) => {
  test.each(states)('"%s" is black and alpha only, as macOS wants it', (state) => {
    const drawn = pixelsOf(read(`${state}${ending}`)).filter(({ alpha }) => alpha > 0);
    expect(drawn.length).toBeGreaterThan(30);
    for (const { colour } of drawn) expect(colour).toEqual([0, 0, 0]);
  });

  test.each(pairs)('"%s" and "%s" differ in shape', (one, other) => {
    expect(difference(read(`${one}${ending}`), read(`${other}${ending}`))).toBeGreaterThan(0.05);
  });
});

test.each(states)(
  '"%s" has the sizes that Electron expects, with twice the pixels for fine screens',
  (state) => {
    const sizes = ['.png', '@2x.png', 'Template.png', 'Template@2x.png'].map(
      (end) => read(`${state}${end}`).size,
    );
    expect(sizes).toEqual([24, 48, 18, 36]);
  },
);
