// Yes-or-no questions to the other programs of a Linux desktop, through the program that every such desktop has.
import { execFile } from 'node:child_process';

/** Null where no answer came in two seconds, or none that is yes or no. Never rejects. */
export function askSessionBus(
  destination: string,
  path: string,
  question: readonly string[],
): Promise<boolean | null> {
  const call = ['--session', '--print-reply=literal', `--dest=${destination}`, path, ...question];
  return new Promise((resolve) => {
    execFile('dbus-send', call, { timeout: 2_000 }, (error, output) => {
      const [answer] = error === null ? (/\b(?:true|false)\b/.exec(output) ?? []) : [];
      resolve(answer === undefined ? null : answer === 'true');
    });
  });
}

/** Whether somebody has this name. Asked first: a question to the name itself might start a program. */
export async function isOnSessionBus(name: string): Promise<boolean> {
  const question = ['org.freedesktop.DBus.NameHasOwner', `string:${name}`];
  return (await askSessionBus('org.freedesktop.DBus', '/org/freedesktop/DBus', question)) === true;
}
