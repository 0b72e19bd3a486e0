import { expect, test } from 'vitest';
import type { ClientPreview } from '#contract/bridge';
import { Commands } from '#renderer/state/commands.svelte.ts';
import { ImportKeys } from '#renderer/state/import-keys.svelte.ts';
import { aClientPreview } from '#support/answers';
import { FakeBridge } from '#support/fake-bridge';
import { aFailureOfEachKind, anImportEntry, anImportPreview, aView } from '#support/views';

const good = anImportEntry({ index: 0 });
const other = anImportEntry({ index: 4, section: 'Northwind', line: 9 });
const broken = anImportEntry({
  index: 7,
  section: 'old',
  line: 14,
  problems: [{ kind: 'missing-key', line: 14, key: 'client_secret' }],
});

function anImport() {
  const main = new FakeBridge(aView());
  main.when('previewImportFile', () => ({ ok: true, value: anImportPreview([good, other, broken]) }));
  const commands = new Commands(main);
  const handedOver: ClientPreview[] = [];
  const keys = new ImportKeys(commands, (client) => void handedOver.push(client));
  return { main, keys, handedOver };
}

const aFile = (name = 'looker.ini'): File => ({ name }) as File;

test('what can be imported is chosen, what is broken cannot be', async () => {
  const { keys } = anImport();
  await keys.readFiles([aFile()]);
  expect(keys.chosen).toEqual([0, 4]);
  keys.choose(broken, true);
  keys.choose(other, false);
  expect(keys.chosen).toEqual([0]);
  expect(keys.canChoose(broken)).toBe(false);
});

test('only the path of a file goes to main, and only the first of several', async () => {
  const { main, keys } = anImport();
  await keys.readFiles([aFile('one.ini'), aFile('two.ini')]);
  expect(main.inputsOf('previewImportFile')).toEqual([{ path: '/home/ana/one.ini' }]);
  expect(keys.leftFilesOut).toBe(true);
});

test('the clipboard is read by main: the window sends nothing along', async () => {
  const { main, keys } = anImport();
  await keys.readClipboard();
  expect(main.inputsOf('previewImport')).toEqual([{}]);
  expect(keys.preview?.from).toBe('clipboard');
});

test('each key has its own outcome; what failed stays chosen and can be tried again', async () => {
  const { main, keys } = anImport();
  const failure = aFailureOfEachKind()['api-key-rejected'];
  await keys.readFiles([aFile()]);
  main.when('runImport', () => ({
    ok: true,
    value: {
      outcomes: [
        { index: 0, accountId: 'ana-key', failure: null },
        { index: 4, accountId: null, failure },
      ],
    },
  }));
  await keys.run();
  expect(main.inputsOf('runImport')).toEqual([{ importId: 'import-1', chosen: [0, 4] }]);
  expect([keys.imported, keys.failed, keys.isDone, keys.isAgain]).toEqual([1, 1, false, true]);
  expect(keys.outcomeOf(other)?.failure).toEqual(failure);
  expect(keys.canChoose(good)).toBe(false);
  main.when('runImport', () => ({
    ok: true,
    value: { outcomes: [{ index: 4, accountId: 'north', failure: null }] },
  }));
  await keys.run();
  expect(main.inputsOf('runImport')[1]).toEqual({ importId: 'import-1', chosen: [4] });
  expect([keys.imported, keys.failed, keys.isDone]).toEqual([2, 0, true]);
});

test('an import that is over says so, and keeps what was chosen', async () => {
  const { main, keys } = anImport();
  await keys.readFiles([aFile()]);
  main.when('runImport', () => ({ ok: false, failure: { kind: 'import-over' } }));
  await keys.run();
  expect(keys.failure).toEqual({ kind: 'import-over' });
  expect(keys.chosen).toEqual([0, 4]);
});

test('reading something else, and closing, make main forget what it read', async () => {
  const { main, keys } = anImport();
  await keys.readFiles([aFile()]);
  main.when('previewImport', () => ({ ok: true, value: anImportPreview([good], { importId: 'second' }) }));
  await keys.readClipboard();
  expect(main.inputsOf('discardImport')).toEqual([{ importId: 'import-1' }]);
  keys.close();
  expect(main.inputsOf('discardImport')).toEqual([{ importId: 'import-1' }, { importId: 'second' }]);
  expect(keys.preview).toBeNull();
});

test('a preview that arrives after closing is discarded at once', async () => {
  const { main, keys } = anImport();
  const release = main.hold('previewImport');
  const reading = keys.readClipboard();
  keys.close();
  release();
  await reading;
  expect(keys.preview).toBeNull();
  expect(main.inputsOf('discardImport')).toEqual([{ importId: 'import-1' }]);
});

test('closing while keys are being taken waits for the end before anything is forgotten', async () => {
  const { main, keys } = anImport();
  await keys.readFiles([aFile()]);
  const release = main.hold('runImport');
  const running = keys.run();
  keys.close();
  expect(main.inputsOf('discardImport')).toEqual([]);
  release();
  await running;
  expect(main.inputsOf('discardImport')).toEqual([{ importId: 'import-1' }]);
});

test('one thing is read at a time, and nothing while keys are being taken', async () => {
  const { main, keys } = anImport();
  const release = main.hold('previewImport');
  const reading = keys.readClipboard();
  await keys.readFiles([aFile()]);
  expect(main.inputsOf('previewImportFile')).toEqual([]);
  release();
  await reading;
});

test('what cannot be read is a failure, and the ways in stay', async () => {
  const { main, keys } = anImport();
  const failure = aFailureOfEachKind()['import-unreadable'];
  main.when('previewImportFile', () => ({ ok: false, failure }));
  await keys.readFiles([aFile()]);
  expect(keys.failure).toEqual(failure);
  await keys.readFiles([]);
  expect([keys.preview, keys.failure]).toEqual([null, failure]);
});

test('a client of Google is handed over, not discarded', async () => {
  const { main, keys, handedOver } = anImport();
  main.when('previewImportFile', () => ({ ok: true, value: aClientPreview() }));
  await keys.readFiles([aFile('client_secret_4180.json')]);
  keys.close();
  expect(handedOver).toEqual([aClientPreview()]);
  expect([keys.preview, main.inputsOf('discardImport')]).toEqual([null, []]);
});

test('keys that another dialog read are shown, chosen, and forgotten like any others', () => {
  const { main, keys } = anImport();
  keys.show(anImportPreview([good, broken]));
  expect(keys.chosen).toEqual([0]);
  keys.close();
  expect(main.inputsOf('discardImport')).toEqual([{ importId: 'import-1' }]);
});
