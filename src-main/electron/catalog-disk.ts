// What the catalog asks of a file system, and how a file is replaced so that a power cut leaves the old or the new one.
import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  unlinkSync,
} from 'node:fs';
import { mkdir, open, readFile, rename, truncate, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type OpenFile = {
  /** Goes on where the last one ended. */
  readonly writeFile: (text: string) => Promise<void>;
  readonly sync: () => Promise<void>;
  readonly datasync: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** All of it rejects, or throws, as Node does. */
export type Disk = {
  readonly open: (path: string, flags: 'w' | 'a' | 'r', mode?: number) => Promise<OpenFile>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly truncate: (path: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  readonly makeFolder: (path: string) => Promise<unknown>;
  readonly read: (path: string) => Promise<string>;
  // For the start, which cannot go on without.
  readonly existsNow: (path: string) => boolean;
  /** At most so many bytes, and then the last ones. */
  readonly readEndNow: (path: string, limit: number) => Buffer;
  readonly copyNow: (from: string, to: string) => void;
  readonly renameNow: (from: string, to: string) => void;
  readonly listNow: (folder: string) => readonly string[];
  readonly removeNow: (path: string) => void;
};

export const realDisk: Disk = {
  open,
  rename: process.platform === 'win32' ? renamePatiently : rename,
  truncate: (path) => truncate(path),
  remove: unlink,
  makeFolder: (path) => mkdir(path, { recursive: true, mode: 0o700 }),
  read: (path) => readFile(path, 'utf8'),
  existsNow: existsSync,
  readEndNow,
  copyNow: copyFileSync,
  renameNow: renameSync,
  listNow: readdirSync,
  removeNow: unlinkSync,
};

/**
 * Beside its place, onto the disk, into its place, and the folder onto the disk. Returns the size in UTF-16 units.
 * `onSwap` is called when it is no longer certain which of the two lies there. After a failure the old one does, if
 * that was not called.
 */
export async function replaceFile(
  disk: Disk,
  path: string,
  pieces: Iterable<string>,
  onSwap: () => void = () => undefined,
): Promise<number> {
  const next = `${path}.next`;
  await disk.makeFolder(dirname(path));
  let size = 0;
  try {
    const file = await disk.open(next, 'w', 0o600);
    try {
      for (const piece of pieces) {
        size += piece.length;
        await file.writeFile(piece);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    onSwap();
    await disk.rename(next, path);
  } catch (error) {
    await disk.remove(next).catch(() => undefined);
    throw error;
  }
  await syncFolder(disk, dirname(path));
  return size;
}

/** Names are on the disk only after this. Windows has no such call, and needs none. */
export async function syncFolder(disk: Disk, path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await disk.open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** There a virus scanner may hold a file for a moment. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (tries === 8 || (code !== 'EPERM' && code !== 'EACCES' && code !== 'EBUSY')) throw error;
      await sleep(tries * 20);
    }
  }
}

function readEndNow(path: string, limit: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const end = Buffer.alloc(Math.min(size, limit));
    let filled = 0;
    while (filled < end.length) {
      const read = readSync(file, end, filled, end.length - filled, size - end.length + filled);
      if (read === 0) break;
      filled += read;
    }
    return end.subarray(0, filled);
  } finally {
    closeSync(file);
  }
}
