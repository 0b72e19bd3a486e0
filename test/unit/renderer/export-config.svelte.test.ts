import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Commands } from '#renderer/state/commands.svelte.ts';
import { ExportConfig, previewPause } from '#renderer/state/export-config.svelte.ts';
import { FakeBridge } from '#support/fake-bridge';
import { aFailureOfEachKind, aGoogleDesk } from '#support/views';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const failures = aFailureOfEachKind();

function anExport(): { main: FakeBridge; config: ExportConfig } {
  const main = new FakeBridge(aGoogleDesk());
  return { main, config: new ExportConfig(new Commands(main), 'ana-ads', ['python', 'adc']) };
}

test('nothing is saved or copied before the warning was ticked off', async () => {
  const { main, config } = anExport();
  await config.save();
  await config.copy();
  expect(main.asked).toEqual([]);
  config.isWarned = true;
  await config.save();
  expect(config.savedAs).toBe('/home/ana/google-ads.yaml');
  expect(await config.copy()).toBe(true);
  expect(main.asked.map(({ name }) => name)).toEqual(['saveConfig', 'copyConfig']);
});

test('the preview follows typing after a pause, and the old one stays meanwhile', async () => {
  const { main, config } = anExport();
  await config.look();
  const before = config.preview;
  for (const digits of ['1', '12', '123-456-7890']) {
    config.loginCustomerId = digits;
    config.touch('loginCustomerId');
    await vi.advanceTimersByTimeAsync(previewPause / 2);
  }
  expect(config.preview).toBe(before);
  await vi.advanceTimersByTimeAsync(previewPause);
  expect(config.preview?.text).toContain('login_customer_id: "123-456-7890"');
  expect(main.inputsOf('previewConfig')).toHaveLength(2);
});

test('an answer that a newer question has overtaken changes nothing', async () => {
  const { main, config } = anExport();
  const release = main.hold('previewConfig');
  const first = config.look();
  main.hold('previewConfig')();
  config.choose('adc');
  await vi.advanceTimersByTimeAsync(0);
  expect(config.preview?.fileName).toBe('application_default_credentials.json');
  release();
  await first;
  expect(config.preview?.fileName).toBe('application_default_credentials.json');
});

test('a refused field says so until it is typed in again, and the preview stays', async () => {
  const { main, config } = anExport();
  await config.look();
  main.when('previewConfig', () => ({
    ok: false,
    failure: { kind: 'input-invalid', fields: { loginCustomerId: { kind: 'not-a-customer-id' } } },
  }));
  await config.look();
  expect(config.refusals.of('loginCustomerId')).toEqual({ kind: 'not-a-customer-id' });
  expect(config.preview).not.toBeNull();
  config.touch('loginCustomerId');
  expect(config.refusals.of('loginCustomerId')).toBeNull();
  config.drop();
});

test('a value that a format cannot hold is said at its field, or as a whole where it has none', async () => {
  const { main, config } = anExport();
  main.when('previewConfig', () => ({
    ok: false,
    failure: { kind: 'config-not-writable', field: 'developerToken' },
  }));
  await config.look();
  expect(config.refusals.of('developerToken')).toEqual({ kind: 'not-writable' });
  expect(config.refusals.failure).toBeNull();
  main.when('previewConfig', () => ({ ok: false, failure: failures['config-not-writable'] }));
  await config.look();
  expect(config.refusals.failure?.kind).toBe('config-not-writable');
});

test('given up in the dialog of the system, nothing is said to be saved', async () => {
  const { main, config } = anExport();
  config.isWarned = true;
  main.when('saveConfig', () => ({ ok: true, value: { savedAs: null } }));
  expect(await config.save()).toBe(true);
  expect(config.savedAs).toBeNull();
});

test('another format is not saved yet', async () => {
  const { config } = anExport();
  config.isWarned = true;
  await config.save();
  config.choose('adc');
  expect(config.savedAs).toBeNull();
});

test('closed, it forgets the developer token and asks nothing more', async () => {
  const { main, config } = anExport();
  config.developerToken = 'a token';
  config.touch('developerToken');
  config.drop();
  await vi.advanceTimersByTimeAsync(previewPause * 2);
  expect(config.developerToken).toBe('');
  expect(main.asked).toEqual([]);
});
