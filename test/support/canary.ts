// Looks for a marker that every token of a run carries, in every spelling a leak could have.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The marker as text, hex, UTF-16 and, at each of its three alignments, base64. */
export function spellingsOf(marker: string): readonly Buffer[] {
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), Buffer.from(marker)]).toString('base64');
    // Letters that depend on what stands before or after the marker are left out.
    return text.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + marker.length) * 4) / 3) - 1);
  });
  return [
    Buffer.from(marker),
    Buffer.from(marker, 'utf16le'),
    Buffer.from(Buffer.from(marker).toString('hex')),
    ...base64.map((text) => Buffer.from(text)),
  ];
}

export function holds(content: Buffer | string, marker: string): boolean {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return spellingsOf(marker).some((spelling) => bytes.includes(spelling));
}

/** Files under a folder that hold the marker in any spelling. */
export async function filesHolding(folder: string, marker: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path).catch(() => Buffer.alloc(0));
    if (holds(content, marker)) found.push(path);
  }
  return found;
}

/** Command line and environment of a process and all its descendants, as the system shows them to others. */
export async function processesOf(
  root: number,
): Promise<readonly { readonly pid: number; readonly words: Buffer }[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map<number, number>();
  for (const pid of all) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0));
  }
  const isOurs = (pid: number): boolean => pid === root || (pid > 1 && isOurs(parents.get(pid) ?? 0));
  return Promise.all(
    all.filter(isOurs).map(async (pid) => {
      const parts = ['cmdline', 'environ'].map((name) =>
        readFile(`/proc/${pid}/${name}`).catch(() => Buffer.alloc(0)),
      );
      return { pid, words: Buffer.concat(await Promise.all(parts)) };
    }),
  );
}
