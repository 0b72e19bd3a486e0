// Lines without secrets: an event, and facts that are numbers, kinds or flags. Bugs keep their stack under a short
// reference. At most two files of 1 MB.
import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock, Ids, Log } from '#usecases/ports';

const sizeLimit = 1_000_000;

export function createLog(path: string, { clock, ids }: { readonly clock: Clock; readonly ids: Ids }): Log {
  let queue: Promise<void> = Promise.resolve();

  function write(line: string): void {
    const stamped = `${new Date(clock.now()).toISOString()} ${line}\n`;
    // A disk that takes no log must not take the app along.
    queue = queue.then(() => append(path, stamped)).catch(() => undefined);
  }

  return {
    note: (event, facts = {}) => write(`${event} ${JSON.stringify(facts)}`),
    bug(where, error) {
      const reference = ids.next().slice(0, 8);
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      write(`bug ${reference} in ${where}: ${stack.replaceAll('\n', ' | ')}`);
      return reference;
    },
  };
}

async function append(path: string, line: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > sizeLimit) await rename(path, `${path}.1`);
  await appendFile(path, line, { mode: 0o600 });
}
