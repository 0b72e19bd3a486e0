// What the desktop starts at login: a file on Linux, the system's own list on macOS and Windows.
import { homedir } from 'node:os';
import { app } from 'electron';
import { fail, ok, type Result } from '#domain/result';
import type { Log, Shell } from '#usecases/ports';
import { appImageOf, removeAutostart, toAutostartFile, writeAutostart, type Program } from './autostart';

/** On the command line of an app that is to start without its window. */
export const hiddenSwitch = 'hidden';

/** One change after the other: a file that is being written is not removed meanwhile. */
export function createLoginItem(log: Log): Shell['setStartAtLogin'] {
  let last: Promise<unknown> = Promise.resolve();
  return (on, hidden) => {
    const changed = last.then(() => change(on, hidden, log));
    last = changed;
    return changed;
  };
}

async function change(on: boolean, hidden: boolean, log: Log): Promise<Result<void>> {
  try {
    if (process.platform === 'linux') await changeFile(on, hidden);
    else changeList(on, hidden);
    return ok(undefined);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    log.note('start at login was refused', { code: code ?? null });
    return fail({ kind: 'login-item-refused' });
  }
}

/** A development build has a file of its own, as it has its own profile. */
async function changeFile(on: boolean, hidden: boolean): Promise<void> {
  const file = toAutostartFile(app.isPackaged ? 'daypass.desktop' : 'daypass-development.desktop', {
    configHome: process.env['XDG_CONFIG_HOME'],
    home: homedir(),
  });
  if (!on) return removeAutostart(file);
  const name = app.isPackaged ? 'Daypass' : 'Daypass Development';
  return writeAutostart(file, { name, program: toProgram(hidden) });
}

function changeList(on: boolean, hidden: boolean): void {
  const { path, args } = toProgram(hidden);
  const item = process.platform === 'win32' ? { path, args: [...args] } : {};
  // Asked anew at each start: what a person switched off in the system's own list would be switched on again.
  if (on && app.getLoginItemSettings(item).openAtLogin) return;
  app.setLoginItemSettings({ openAtLogin: on, ...item });
  if (app.getLoginItemSettings(item).openAtLogin !== on) throw new Error('the system kept it as it was');
}

function toProgram(hidden: boolean): Program {
  const args = hidden ? [`--${hiddenSwitch}`] : [];
  if (!app.isPackaged) return { path: process.execPath, args: [app.getAppPath(), ...args] };
  return { path: appImageOf(process.execPath, process.env) ?? process.execPath, args };
}

/** Started at login to stay out of sight. macOS hands no switches to what it starts. */
export function isStartedHidden(startsHidden: boolean): boolean {
  if (app.commandLine.hasSwitch(hiddenSwitch)) return true;
  return process.platform === 'darwin' && startsHidden && app.getLoginItemSettings().wasOpenedAtLogin;
}
