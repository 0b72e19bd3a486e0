// The parameters of the answer: what counts, what is refused, what is counted twice (SO4, SO18, SO19, SO20, SO30, SO32).
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { sendRaw, type RawAnswer } from '#support/raw-http';
import {
  answerSoFar,
  navigate,
  openWaiting,
  theGenuineAnswerStillWorks,
  toNavigation,
  type Waiting,
} from './door';

const notFound = expect.objectContaining({ status: 404, body: 'Not found\n' }) as RawAnswer;

describe('each parameter that matters comes once', () => {
  const twice: readonly (readonly [string, (waiting: Waiting) => string])[] = [
    ['state', ({ state }) => `state=${state}`],
    ['a second, different state', () => 'state=other'],
    ['code', () => 'code=genuine-code'],
    ['a second, different code', () => 'code=other'],
    ['state with an encoded letter in its name', ({ state }) => `%73tate=${state}`],
    ['code with an encoded letter in its name', () => 'c%6Fde=other'],
    ['code with its whole name encoded', () => '%63%6f%64%65=other'],
    ['iss', () => 'iss=https%3A%2F%2Fa.example&iss=https%3A%2F%2Fa.example'],
    ['iss, once encoded', () => 'iss=https%3A%2F%2Fa.example&%69ss=https%3A%2F%2Fb.example'],
    ['error beside a code', () => 'error=access_denied'],
    ['error twice', () => 'error=access_denied&%65rror=access_denied'],
    ['state in other letters', ({ state }) => `State=${state}`],
    ['code in other letters', () => 'CODE=other'],
    ['iss in other letters', () => 'iss=https%3A%2F%2Fa.example&ISS=https%3A%2F%2Fb.example'],
  ];

  test.each(twice)('SO19: %s too many: nothing is accepted', async (_case, toExtra) => {
    const waiting = await openWaiting();
    const extra = toExtra(waiting);
    expect(await navigate(waiting, `${waiting.target}&${extra}`)).toEqual(notFound);
    expect(await navigate(waiting, waiting.target.replace('?', `?${extra}&`))).toEqual(notFound);
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });

  test('SO19: an error that comes twice, or twice with its state, is refused like a code', async () => {
    const waiting = await openWaiting();
    const error = `/callback?error=access_denied&state=${waiting.state}`;
    for (const extra of ['error=access_denied', '%65rror=other', `state=${waiting.state}`, 'ERROR=other']) {
      expect(await navigate(waiting, `${error}&${extra}`)).toEqual(notFound);
    }
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });
});

describe('the state decides', () => {
  const wrong: readonly (readonly [string, (state: string) => string])[] = [
    ['none', () => ''],
    ['an empty one', () => '&state='],
    ['another one of the same length', (state) => `&state=${'A'.repeat(state.length)}`],
    [
      'one with a letter changed',
      (state) => `&state=${state.slice(0, -1)}${state.endsWith('A') ? 'B' : 'A'}`,
    ],
    ['one with the case turned', (state) => `&state=${turnCase(state)}`],
    ['one cut short', (state) => `&state=${state.slice(0, -1)}`],
    ['one with more behind it', (state) => `&state=${state}x`],
    ['one with a space behind it', (state) => `&state=${state}+`],
    ['one with a zero byte behind it', (state) => `&state=${state}%00`],
    ['one under another name', (state) => `&State=${state}`],
    ['one in brackets', (state) => `&state[]=${state}`],
    ['one behind a semicolon', (state) => `;state=${state}`],
    [
      'one that was encoded twice',
      (state) => `&state=%25${state.charCodeAt(0).toString(16)}${state.slice(1)}`,
    ],
  ];

  test.each(wrong)('SO17, SO30: with %s neither a code nor an error counts', async (_case, toState) => {
    const waiting = await openWaiting();
    for (const answer of [
      'code=genuine-code',
      'error=access_denied',
      'error=server_error&error_description=x',
    ]) {
      expect(await navigate(waiting, `/callback?${answer}${toState(waiting.state)}`)).toEqual(notFound);
    }
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });

  test('SO4: the state of a sign-in that is over opens no other one', async () => {
    const old = await openWaiting();
    await navigate(old);
    const waiting = await openWaiting();
    expect(await navigate(waiting, old.target)).toEqual(notFound);
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });

  test('SO20: one helper compares in constant time, and the receiver compares a state with nothing else', async () => {
    const folder = new URL('../../../src-main/node/', import.meta.url);
    const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
    const sources = await Promise.all(
      files.map(async (name) => [name, await readFile(new URL(name, folder), 'utf8')] as const),
    );
    const comparing = sources
      .filter(([, source]) => source.includes('timingSafeEqual'))
      .map(([name]) => name);
    expect(comparing).toEqual(['same-text.ts']);
    const judging = sources.find(([name]) => name === 'callback-request.ts')?.[1] ?? '';
    expect(judging).toMatch(/isSameText\(given, state\)/);
    for (const [, source] of sources) expect(source).not.toMatch(/[!=]==? *(?:\w+\.)?state\b(?!\.|\()/);
  });
});

describe('what is accepted', () => {
  test("SO32: Looker's odd empty first pair is understood", async () => {
    const waiting = await openWaiting();
    const { status } = await navigate(waiting, `/callback?&code=from-looker&state=${waiting.state}`);
    expect(status).toBe(303);
    expect(await answerSoFar(waiting)).toBe('from-looker');
  });

  test('SO32: unknown parameters are ignored, one without a value counts as absent', async () => {
    const waiting = await openWaiting();
    const extras = 'scope=a+b&authuser=0&prompt=&error=&iss=&code=&hd&x[]=1&x[]=2&session_state=%00';
    expect((await navigate(waiting, `${waiting.target}&${extras}`)).status).toBe(303);
    const answer = await waiting.door.answer;
    expect(
      answer.ok && [...answer.value.keys()].filter((name) => /^(?:error|iss|prompt|hd)$/.test(name)),
    ).toEqual([]);
    expect(await answerSoFar(waiting)).toBe('genuine-code');
  });

  test('SO32: a code or a state without a value is as good as none', async () => {
    const waiting = await openWaiting();
    for (const query of [
      `code=&state=${waiting.state}`,
      `code&state=${waiting.state}`,
      'code=a&state=',
      `state=${waiting.state}`,
    ]) {
      expect(await navigate(waiting, `/callback?${query}`)).toEqual(notFound);
    }
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });

  test('SO30: an error with the right state ends the sign-in', async () => {
    const waiting = await openWaiting();
    const { status } = await navigate(waiting, `/callback?&error=access_denied&state=${waiting.state}`);
    expect(status).toBe(303);
    expect(await answerSoFar(waiting)).toBe('access_denied');
  });

  test('a code with unusual characters arrives as it was sent', async () => {
    const waiting = await openWaiting();
    const code = "4/0Ab_äöü +%&='";
    const query = new URLSearchParams({ code, state: waiting.state }).toString();
    await navigate(waiting, `/callback?${query}`);
    expect(await answerSoFar(waiting)).toBe(code);
  });
});

describe('the answer counts once', () => {
  test('SO18: of 100 copies that arrive together exactly one is answered with success', async () => {
    const waiting = await openWaiting();
    const copies = Array.from({ length: 100 }, () => toNavigation(waiting, waiting.target));
    const answers = await Promise.all(copies.map((copy) => sendRaw(waiting.port, copy)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 303 && status !== 404 && status !== null)).toEqual([]);
    expect(await answerSoFar(waiting)).toBe('genuine-code');
  });

  test('SO18: in a batch below the limit of connections every other copy is told the same as junk', async () => {
    const waiting = await openWaiting();
    const copies = Array.from({ length: 12 }, () => toNavigation(waiting, waiting.target));
    const answers = await Promise.all(copies.map((copy) => sendRaw(waiting.port, copy)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array<number>(11).fill(404)]);
  });

  test('SO4, SO18: a second answer changes nothing, not even with another code', async () => {
    const waiting = await openWaiting();
    await navigate(waiting);
    expect(await navigate(waiting, waiting.target.replace('genuine', 'other'))).toEqual(notFound);
    expect(await answerSoFar(waiting)).toBe('genuine-code');
  });

  test('SO30: after the answer a forged or genuine error changes nothing', async () => {
    const waiting = await openWaiting();
    await navigate(waiting);
    expect(await navigate(waiting, `/callback?error=access_denied&state=${waiting.state}`)).toEqual(notFound);
    expect(await answerSoFar(waiting)).toBe('genuine-code');
  });
});

function turnCase(text: string): string {
  return text.replace(/[a-z]/gi, (one) =>
    one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase(),
  );
}
