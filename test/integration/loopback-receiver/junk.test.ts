// Junk by grammar: every request here breaks at least one rule, and is then bent further. None may use the sign-in up
// or close the receiver (SO17). A failure can be repeated with the seed that stands in the output.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRaw, toRawRequest } from '#support/raw-http';
import { answerSoFar, browserHeaders, openWaiting, theGenuineAnswerStillWorks, type Waiting } from './door';

const requests = Number(process.env['DAYPASS_JUNK'] ?? 20_000);
const seed = Number(process.env['DAYPASS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** Fewer than the receiver keeps open, so that each one is really looked at. */
const atOnce = 12;

type Parts = {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  readonly headers: readonly string[];
  readonly body: string;
};
type Bend = (parts: Parts) => Parts;

/** Text that cannot end a line, at most once encoded. */
const words = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => encodeURIComponent(text)),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '%00',
    '%0d%0aSet-Cookie:a=b',
    '../../',
    '%252e',
    '{}',
    'A'.repeat(3000),
  ),
);
const oneLine = words.map((text) => text.replace(/[\r\n]/g, ''));
const inQuery = oneLine.map((text) => text.replace(/[\s&#]/g, '_'));

/** Each of these alone makes a request wrong. */
function toViolations(waiting: Waiting): fc.Arbitrary<Bend> {
  const { state, host } = waiting;
  const wrongState = fc.oneof(
    inQuery.filter((text) => !text.includes(state)),
    fc.nat({ max: state.length - 2 }).map((at) => `${state.slice(0, at)}*${state.slice(at + 1)}`),
    fc.nat({ max: state.length - 1 }).map((at) => state.slice(0, at)),
    fc.constantFrom(
      state.split('').reverse().join(''),
      `${state}=`,
      `%25${state}`,
      state.toUpperCase() + state,
    ),
  );
  const twice = fc.constantFrom('state', 'code', '%73tate', 'c%6fde', 'error', '%65rror');
  const target =
    (bend: (text: string) => string): Bend =>
    (parts) => ({ ...parts, target: bend(parts.target) });
  return fc.oneof(
    wrongState.map((wrong) => target((text) => text.replace(state, () => wrong))),
    fc.constant(target((text) => text.replace(/&state=.*/, ''))),
    fc.constant(target((text) => text.replace('code=', 'kode='))),
    fc.tuple(twice, inQuery).map(([name, value]) => target((text) => `${text}&${name}=${value}v`)),
    oneLine.map((path) => target((text) => text.replace('/callback', () => `/${path.replace(/\s/g, '_')}!`))),
    fc
      .constantFrom('POST', 'HEAD', 'PUT', 'OPTIONS', 'XXX', '')
      .map((method): Bend => (parts) => ({ ...parts, method })),
    oneLine.map((name): Bend => (parts) => ({
      ...parts,
      headers: swap(parts.headers, host, `Host: ${name}!`),
    })),
    fc.constant<Bend>((parts) => ({ ...parts, headers: [...parts.headers, host] })),
    fc.constant<Bend>((parts) => ({ ...parts, headers: parts.headers.filter((line) => line !== host) })),
    fc
      .constantFrom(
        'Sec-Fetch-Dest: image',
        'Sec-Fetch-Mode: cors',
        'Sec-Purpose: prefetch',
        'Origin: null',
        'Connection: Upgrade\r\nUpgrade: x',
      )
      .map((line): Bend => (parts) => ({ ...parts, headers: [...parts.headers, line] })),
    oneLine.map((body): Bend => (parts) => ({
      ...parts,
      body: `${body}.`,
      headers: [...parts.headers, 'Content-Length: 9999'],
    })),
    fc
      .constantFrom('HTTP/9.9', 'HTTP/3', 'HTTP/1.1 x', '', 'ICY')
      .map((version): Bend => (parts) => ({ ...parts, version })),
  );
}

/** These leave a request what it is. */
function toBends({ host }: Waiting): fc.Arbitrary<Bend> {
  const more = fc.tuple(fc.constantFrom('X-A', 'Cookie', 'Referer', 'Accept', 'TE', 'Via'), oneLine);
  return fc.oneof(
    more.map(([name, value]): Bend => (parts) => ({
      ...parts,
      headers: [`${name}: ${value}`, ...parts.headers],
    })),
    fc.constant<Bend>((parts) => ({ ...parts, headers: [...parts.headers].reverse() })),
    fc.constant<Bend>((parts) => ({ ...parts, headers: [...parts.headers, ...browserHeaders] })),
    inQuery.map((text): Bend => (parts) => ({ ...parts, target: `${parts.target}&x=${text}` })),
    fc.constant<Bend>((parts) => ({
      ...parts,
      headers: swap(parts.headers, host, host.replace('Host', 'hOST')),
    })),
    fc.constant<Bend>((parts) => ({ ...parts, target: parts.target.replace('?', '?&') })),
  );
}

/** One junk request, in the packets it is sent in. */
function toJunk(waiting: Waiting): fc.Arbitrary<readonly string[]> {
  const start: Parts = {
    method: 'GET',
    target: waiting.target,
    version: 'HTTP/1.1',
    headers: [waiting.host],
    body: '',
  };
  const cut = fc.double({ min: 0, max: 1, noNaN: true });
  return fc
    .record({
      first: toViolations(waiting),
      // Never two violations: a wrong code and a second code would be one right code.
      more: fc.array(toBends(waiting), { maxLength: 3 }),
      cuts: fc.array(cut, { maxLength: 2 }),
      isCutShort: fc.integer({ min: 0, max: 15 }),
    })
    .map(({ first, more, cuts, isCutShort }) => {
      const whole = toRawRequest([first, ...more].reduce((parts, bend) => bend(parts), start));
      const bytes = isCutShort === 0 ? whole.slice(0, Math.floor(whole.length * 0.9)) : whole;
      return split(bytes, cuts);
    });
}

function swap(lines: readonly string[], from: string, to: string): readonly string[] {
  return lines.map((line) => (line === from ? to : line));
}

function split(bytes: string, cuts: readonly number[]): readonly string[] {
  const places = [0, ...cuts.map((at) => Math.floor(at * bytes.length)), bytes.length].sort((a, b) => a - b);
  return places
    .slice(1)
    .map((end, index) => bytes.slice(places[index], end))
    .filter((part) => part !== '');
}

/** Sends and hangs up, after the answer or without waiting for one. */
async function sendAndForget(port: number, packets: readonly string[]): Promise<number> {
  const connection = openRaw(port);
  for (const packet of packets) {
    connection.send(packet);
    if (packets.length > 1) await new Promise((resolve) => setImmediate(resolve));
  }
  connection.socket.end();
  const ended = await connection.ended(2000);
  connection.socket.destroy();
  if (ended === 'refused') throw new Error('the receiver is gone');
  return connection.received().startsWith('HTTP/1.1 303') ? 1 : 0;
}

test(
  `SO17: after ${requests} junk requests the genuine answer still gets through`,
  { timeout: 60_000 },
  async () => {
    console.log(`junk seed: ${seed}`);
    const waiting = await openWaiting();
    const junk = fc.sample(toJunk(waiting), { numRuns: requests, seed });
    let taken = 0;
    for (let first = 0; first < junk.length; first += atOnce) {
      const batch = junk.slice(first, first + atOnce);
      const outcomes = await Promise.all(batch.map((packets) => sendAndForget(waiting.port, packets)));
      const at = outcomes.indexOf(1);
      expect(at < 0 ? null : batch[at], `taken for genuine; seed ${seed}`).toBeNull();
      taken += outcomes.length;
    }
    expect(taken).toBe(requests);
    expect(await answerSoFar(waiting)).toBeNull();
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  },
);
