// One program of many that want the same lock; bundled and started by parts.ts. What it does stands in a file to which
// everybody only appends, so the lines are in the order in which things happened.
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '#node/clock';
import { createRenewalLock, toLockName } from '#node/renewal-lock';

export type Task = {
  readonly service: string;
  readonly account: string;
  readonly diary: string;
  /**
   * `works`: holds it for some milliseconds. `dies`: is killed while it holds it. `stays`: holds it until told otherwise.
   * `has-child`: the same, with a child of its own that outlives it. `forgets`: holds it, and has nothing else to do.
   */
  readonly way: 'works' | 'dies' | 'stays' | 'has-child' | 'forgets';
  readonly holds: number;
};

async function main(task: Task): Promise<void> {
  const lock = createRenewalLock({
    name: (id) => toLockName(task.service, id),
    clock: systemClock,
    log: { note: (event) => note(task, `! ${event}`) },
  });
  process.send?.('ready');
  await new Promise((resolve) => process.once('message', resolve));
  const turn = await lock.take(task.account);
  note(task, turn.ok ? '+' : '?');
  if (!turn.ok) {
    process.disconnect();
    return;
  }
  // Only listened to from here on: what was said earlier was not for the holder.
  const dismissed =
    task.way === 'forgets' ? null : new Promise((resolve) => process.once('message', resolve));
  process.send?.('has it');
  if (task.way === 'has-child') {
    const child = spawn('sleep', ['30'], { stdio: 'ignore', detached: true });
    process.send?.({ child: child.pid });
  }
  await (task.way === 'works' || task.way === 'dies' ? delay(task.holds) : dismissed);
  if (task.way === 'forgets') {
    process.disconnect();
    return;
  }
  note(task, task.way === 'dies' ? 'x' : '-');
  if (task.way === 'dies') process.kill(process.pid, 'SIGKILL');
  turn.value();
  process.disconnect();
}

/** What, who, and when: milliseconds on a clock that all programs of this computer share. */
function note({ diary }: Task, what: string): void {
  appendFileSync(diary, `${what} ${process.pid} ${Number(process.hrtime.bigint()) / 1e6}\n`);
}

await main(JSON.parse(process.argv[2]!) as Task);
