// Many real programs, started and watched: each is a Node process with the lock as it ships.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { build } from 'vite';
import type { Task } from './program';

export const service = 'daypass-many-programs';

export type Program = {
  readonly child: ChildProcess;
  /** Settles when it holds the lock. */
  readonly hasIt: Promise<void>;
  /** Starts to ask for the lock, or ends its turn. */
  readonly tell: () => void;
  readonly kill: () => Promise<void>;
  readonly over: Promise<unknown>;
};

export type Entry = { readonly what: string; readonly who: number; readonly at: number };

/** The bundled program, once for a test file; `remove` takes it away. */
export async function bundleProgram(): Promise<{
  readonly file: string;
  readonly remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'daypass-lock-'));
  await build({
    configFile: false,
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: fileURLToPath(new URL('program.ts', import.meta.url)),
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'program.mjs' } },
    },
  });
  return {
    file: join(folder, 'program.mjs'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A file to which every program of one test appends. */
export async function aDiary(): Promise<{
  readonly path: string;
  readonly read: () => Promise<readonly Entry[]>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'daypass-diary-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'diary');
  await writeFile(path, '');
  const toEntry = (line: string): Entry => {
    const parts = line.split(' ');
    return { what: parts[0]!, who: Number(parts.at(-2)), at: Number(parts.at(-1)) };
  };
  return { path, read: async () => (await readFile(path, 'utf8')).trim().split('\n').map(toEntry) };
}

/** Started and ready to ask for the lock as soon as it is told. Killed with the test at the latest. */
export async function startProgram(file: string, task: Omit<Task, 'service'>): Promise<Program> {
  const child = fork(file, [JSON.stringify({ ...task, service })], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const over = once(child, 'exit');
  onTestFinished(() => void child.kill('SIGKILL'));
  const hasIt = new Promise<void>((resolve) =>
    child.on('message', (message) => message === 'has it' && resolve()),
  );
  await once(child, 'message');
  return {
    child,
    hasIt,
    tell: () => void child.send('go on'),
    async kill() {
      child.kill('SIGKILL');
      await over;
    },
    over,
  };
}

/** Whether two ever held it at once: each must have let go, or be dead, before the next. */
export function overlaps(entries: readonly Entry[]): number {
  let holder: number | null = null;
  let count = 0;
  for (const { what, who } of entries) {
    if (what === '+') {
      if (holder !== null) count += 1;
      holder = who;
    } else if (holder === who) holder = null;
  }
  return count;
}

/** Milliseconds from the end of each holder to the next one; of all of them, or of some ends. */
export function takeovers(entries: readonly Entry[], ends: readonly string[]): readonly number[] {
  return entries.flatMap(({ what, at }, nth) => {
    const next = entries.slice(nth + 1).find((later) => later.what === '+');
    return ends.includes(what) && next !== undefined ? [next.at - at] : [];
  });
}

export function figures(name: string, times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const part = (share: number): string => (sorted[Math.ceil(sorted.length * share) - 1] ?? NaN).toFixed(0);
  return `${name}: ${times.length} times, median ${part(0.5)} ms, p99 ${part(0.99)} ms, longest ${part(1)} ms`;
}
