// What the desktop starts at login: a file on Linux, the system's own list on macOS and Windows.
import { homedir } from 'node:os';
import { app } from 'electron';
import { fail, ok, type Result } from '#domain/result';
import type { Log, Shell } from '#usecases/ports';
import {
  appImageOf,
  followAutostart,
  removeAutostart,
  toAutostartFile,
  writeAutostart,
  type AutostartEntry,
  type Program,
} from './autostart';

/** On the command line of an app that is to start without its window. */
export const hiddenSwitch = 'hidden';

/** One change after the other: a file that is being written is not removed meanwhile. */
export function createLoginItem(log: Log): Pick<Shell, 'setStartAtLogin' | 'keepStartAtLogin'> {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (how: () => Promise<void>): Promise<Result<void>> => {
    const changed = last.then(() => change(how, log));
    last = changed;
    return changed;
  };
  return {
    setStartAtLogin: (on, hidden) =>
      inTurn(async () => (process.platform === 'linux' ? changeFile(on, hidden) : changeList(on, hidden))),
    async keepStartAtLogin(hidden) {
      // An AppImage lies in another place with each release. The lists of macOS and Windows are a person's own.
      if (process.platform === 'linux') await inTurn(() => followAutostart(autostartFile(), toEntry(hidden)));
    },
  };
}

async function change(how: () => Promise<void>, log: Log): Promise<Result<void>> {
  try {
    await how();
    return ok(undefined);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    log.note('start at login was refused', { code: code ?? null });
    return fail({ kind: 'login-item-refused' });
  }
}

/** A development build has a file of its own, as it has its own profile. */
function autostartFile(): string {
  return toAutostartFile(app.isPackaged ? 'daypass.desktop' : 'daypass-development.desktop', {
    configHome: process.env['XDG_CONFIG_HOME'],
    home: homedir(),
  });
}

function toEntry(hidden: boolean): AutostartEntry {
  return { name: app.isPackaged ? 'Daypass' : 'Daypass Development', program: toProgram(hidden) };
}

async function changeFile(on: boolean, hidden: boolean): Promise<void> {
  return on ? writeAutostart(autostartFile(), toEntry(hidden)) : removeAutostart(autostartFile());
}

function changeList(on: boolean, hidden: boolean): void {
  const { path, args } = toProgram(hidden);
  const item = process.platform === 'win32' ? { path, args: [...args] } : {};
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
