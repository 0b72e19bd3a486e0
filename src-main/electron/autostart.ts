// Start at login on Linux: a file in the folder that every desktop reads at login (Desktop Application Autostart
// Specification), written as the Desktop Entry Specification says.
import { access, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { replaceFile } from './replace-file';

/** How this very program is started again. */
export type Program = { readonly path: string; readonly args: readonly string[] };

export type AutostartEntry = { readonly name: string; readonly program: Program };

/** The file's place. A relative `XDG_CONFIG_HOME` is to be ignored, says the Base Directory Specification. */
export function toAutostartFile(
  fileName: string,
  { configHome, home }: { readonly configHome: string | undefined; readonly home: string },
): string {
  const folder = configHome !== undefined && isAbsolute(configHome) ? configHome : join(home, '.config');
  return join(folder, 'autostart', fileName);
}

/**
 * The file of the AppImage that this program runs from: the program itself lies in a folder that goes with it. Null for
 * any other program, also one that an AppImage has started.
 */
export function appImageOf(
  program: string,
  { APPIMAGE: image, APPDIR: folder }: Readonly<Record<string, string | undefined>>,
): string | null {
  if (image === undefined || folder === undefined || folder === '') return null;
  return program.startsWith(folder.endsWith('/') ? folder : `${folder}/`) ? image : null;
}

/** Rejects as the file system does. What a person switched off in the settings of the desktop stays switched off. */
export async function writeAutostart(file: string, entry: AutostartEntry): Promise<void> {
  const text = toDesktopEntry(entry);
  const there = await readFile(file, 'utf8').catch(() => null);
  if (there === text || (there !== null && isSwitchedOff(there))) return;
  await mkdir(dirname(file), { recursive: true });
  await replaceFile(file, text, 0o644);
}

/** Writes it anew if it is there. Rejects as the file system does. */
export async function followAutostart(file: string, entry: AutostartEntry): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) await writeAutostart(file, entry);
}

export async function removeAutostart(file: string): Promise<void> {
  await rm(file, { force: true });
}

export function toDesktopEntry({ name, program }: AutostartEntry): string {
  const lines = [
    ['Type', 'Application'],
    ['Name', toValue(name)],
    ['Exec', toValue([program.path, ...program.args].map(toExecArgument).join(' '))],
    // Where the program is gone, nothing is started and nothing complains.
    ['TryExec', toValue(program.path)],
    ['Terminal', 'false'],
    ['StartupNotify', 'false'],
    ['X-GNOME-Autostart-enabled', 'true'],
  ];
  return ['[Desktop Entry]', ...lines.map((line) => line.join('=')), ''].join('\n');
}

function isSwitchedOff(text: string): boolean {
  return /^(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/m.test(text);
}

/** Quoted whole, with what has a meaning inside of quotes escaped; a percent sign would be a field code. */
function toExecArgument(argument: string): string {
  return `"${argument.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`;
}

/** Values of the type string have escapes of their own, on top. */
function toValue(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/^ /, '\\s');
}
