import '#support/fakes/without-electron';
import type { WebContents, WebFrameMain } from 'electron';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandNames, quickCommands, type CommandName } from '#contract/names';
import { fail, ok } from '#domain/result';
import { answer, type Handlers, type IpcServerPorts } from '#electron/ipc-server';
import type { Sender } from '#electron/trusted-sender';
import { FakeLog } from '#support/fakes/log';

const origin = 'daypass://app';
const aFrame = (url = `${origin}/index.html`) => ({ url }) as unknown as WebFrameMain;

const ourFrame = aFrame();
const ourWindow = { id: 1, mainFrame: ourFrame } as unknown as WebContents;
const us: Sender = { sender: ourWindow, senderFrame: ourFrame };

const quickFrame = aFrame(`${origin}/index.html#quick`);
const quickWindow = { id: 2, mainFrame: quickFrame } as unknown as WebContents;
const quick: Sender = { sender: quickWindow, senderFrame: quickFrame };

/** A server whose handlers only note that they ran. */
function aServer() {
  const ran: { readonly name: CommandName; readonly input: unknown }[] = [];
  const log = new FakeLog();
  const entries = commandNames.map((name) => [
    name,
    (input: unknown) => {
      ran.push({ name, input });
      return ok({});
    },
  ]);
  const handlers = Object.fromEntries(entries) as Handlers;
  const speakers = [
    { contents: ourWindow, commands: commandNames },
    { contents: quickWindow, commands: quickCommands },
  ];
  const ports: IpcServerPorts = { handlers, speakers: () => speakers, origin, log };
  return { ports, ran, log };
}

const refused = { ok: false, failure: { kind: 'request-malformed' } };

test('a command of our page that fits is run with its input', async () => {
  const { ports, ran } = aServer();
  expect(await answer(ports, us, 'copyToken', { accountId: 'ana', format: 'token' })).toEqual({
    ok: true,
    value: {},
  });
  expect(ran).toEqual([{ name: 'copyToken', input: { accountId: 'ana', format: 'token' } }]);
});

test('what a handler answers is handed on as it is', async () => {
  const { ports } = aServer();
  const handlers = { ...ports.handlers, renewToken: () => fail({ kind: 'not-signed-in' as const }) };
  const answered = await answer({ ...ports, handlers }, us, 'renewToken', { accountId: 'ana' });
  expect(answered).toEqual({ ok: false, failure: { kind: 'not-signed-in' } });
});

describe('a stranger is refused and nothing runs', () => {
  const frame = (url: string) => {
    const mainFrame = aFrame(url);
    return { window: { id: 1, mainFrame } as unknown as WebContents, sender: { senderFrame: mainFrame } };
  };

  test.each<[string, Sender]>([
    [
      'another window',
      { sender: { id: 3, mainFrame: ourFrame } as unknown as WebContents, senderFrame: ourFrame },
    ],
    ['a frame inside our page', { sender: ourWindow, senderFrame: aFrame() }],
    ['a frame that is gone', { sender: ourWindow, senderFrame: null }],
    ['one window in the name of the other', { sender: ourWindow, senderFrame: quickFrame }],
  ])('%s', async (_who, sender) => {
    const { ports, ran, log } = aServer();
    expect(await answer(ports, sender, 'copyToken', { accountId: 'ana' })).toEqual(refused);
    expect(ran).toEqual([]);
    expect(log.lines).toHaveLength(1);
  });

  test.each([
    'https://evil.example/',
    'daypass://app.evil.example/index.html',
    'daypass://app',
    'about:blank',
    'file:///etc/passwd',
    '',
  ])('our window while it shows %j', async (url) => {
    const { ports, ran } = aServer();
    const { window, sender } = frame(url);
    const speakers = () => [{ contents: window, commands: commandNames }];
    const strange = { ...ports, speakers };
    expect(await answer(strange, { sender: window, ...sender }, 'copyToken', { accountId: 'ana' })).toEqual(
      refused,
    );
    expect(ran).toEqual([]);
  });

  test('anybody, while there is no window', async () => {
    const { ports, ran } = aServer();
    expect(await answer({ ...ports, speakers: () => [] }, us, 'copyToken', { accountId: 'ana' })).toEqual(
      refused,
    );
    expect(ran).toEqual([]);
  });
});

describe('the small window of the quick copy', () => {
  /** Something that fits, for each of its commands. */
  const inputs: Readonly<Record<(typeof quickCommands)[number], unknown>> = {
    copyToken: { accountId: 'ana', format: 'curl' },
    startSignIn: { instanceId: 'acme', accountId: 'ana' },
    unlockApp: {},
    showMainWindow: { accountId: null },
    closeQuickCopy: {},
  };

  test('runs its own few commands', async () => {
    const { ports, ran } = aServer();
    for (const name of quickCommands) expect((await answer(ports, quick, name, inputs[name])).ok).toBe(true);
    expect(ran.map(({ name }) => name)).toEqual(quickCommands);
  });

  test('and not one of the others, whatever it sends along', async () => {
    const { ports, ran } = aServer();
    const others = commandNames.filter((name) => !quickCommands.some((own) => own === name));
    for (const name of others) {
      for (const input of [{}, { accountId: 'ana' }, { instanceId: 'acme' }]) {
        expect(await answer(ports, quick, name, input)).toEqual(refused);
      }
    }
    expect(others.length).toBeGreaterThan(30);
    expect(ran).toEqual([]);
  });
});

describe('a message that does not fit is refused', () => {
  test.each([
    'readVault',
    'constructor',
    '__proto__',
    'COPYTOKEN',
    '',
    null,
    undefined,
    7,
    {},
    ['copyToken'],
  ])('command %j', async (name) => {
    const { ports, ran } = aServer();
    expect(await answer(ports, us, name, {})).toEqual(refused);
    expect(ran).toEqual([]);
  });

  test.each<[CommandName, unknown]>([
    ['copyToken', undefined],
    ['copyToken', {}],
    ['copyToken', { accountId: '' }],
    ['copyToken', { accountId: 'x'.repeat(65) }],
    ['copyToken', { accountId: { toString: 'ana' } }],
    ['copyToken', { accountId: 'ana' }],
    ['copyToken', { accountId: 'ana', format: 'yaml' }],
    ['copyToken', { accountId: 'ana', format: 'token', extra: true }],
    ['clearClipboard', { anything: 1 }],
    ['saveSettings', { theme: 'system', clearClipboardAfterSeconds: 9, keepInTray: true }],
    ['saveSettings', { theme: 'system', clearClipboardAfterSeconds: 301, keepInTray: true }],
    ['saveSettings', { theme: 'system', clearClipboardAfterSeconds: 45.5, keepInTray: true }],
    ['saveSettings', { theme: 'pink', clearClipboardAfterSeconds: 45, keepInTray: true }],
    ['checkAddress', { provider: 'gitlab', address: 'x' }],
    ['checkAddress', { provider: 'looker', address: 'x'.repeat(2049) }],
    ['startSignIn', { instanceId: 'acme' }],
  ])('%s with %j', async (name, input) => {
    const { ports, ran, log } = aServer();
    expect(await answer(ports, us, name, input)).toEqual(refused);
    expect(ran).toEqual([]);
    expect(log.lines).toEqual([`command did not fit {"name":"${name}"}`]);
  });
});

test('no message whatsoever is answered with anything but a result, or logged with its content', async () => {
  const marked = fc.anything({ values: [fc.constant('m4rked'), fc.string(), fc.double(), fc.boolean()] });
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.constantFrom(...commandNames), fc.anything()),
      marked,
      async (name, input) => {
        const { ports, log } = aServer();
        const answered = await answer(ports, us, name, input);
        expect(typeof answered.ok).toBe('boolean');
        expect(log.lines.join()).not.toContain('m4rked');
      },
    ),
    { numRuns: 500 },
  );
});

describe('a handler that breaks', () => {
  test.each([
    [
      'throws',
      () => {
        throw new Error('refresh-c4n4ry-1 at /home/ana');
      },
    ],
    ['rejects', () => Promise.reject(new TypeError('refresh-c4n4ry-1'))],
  ])(
    'and %s is a bug with a reference, and its words stay in main',
    async (_how, break_: () => never | Promise<never>) => {
      const { ports, log } = aServer();
      const handlers = { ...ports.handlers, signOut: break_ };
      const answered = await answer({ ...ports, handlers }, us, 'signOut', {
        accountId: 'ana',
        everywhere: false,
      });
      expect(answered).toEqual({ ok: false, failure: { kind: 'internal', reference: 'bug-1' } });
      expect(log.bugs).toHaveLength(1);
    },
  );
});
