// The programs of the torture, put together once per test file, in a folder of their own.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { inCheckout } from '#support/checkout';
import { openStage, type Stage, type StageOptions } from './run';

export async function bundlePrograms(name: string): Promise<string> {
  const folder = inCheckout(`out/torture/${name}`);
  await promisify(execFile)(process.execPath, [inCheckout('scripts/torture.mjs'), '--bundle', folder]);
  return folder;
}

export function openStageOn(bundle: string, more: Partial<StageOptions> = {}): Promise<Stage> {
  return openStage({ bundle, keychainProgram: null, ...more });
}
