// Files a person chose: read by the path the preload was given, written where the system's own dialog says, which also
// asks before it replaces anything.
import { randomBytes } from 'node:crypto';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { dialog, type BrowserWindow, type SaveDialogOptions } from 'electron';
import { fail, ok, type Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import type { Files } from '#usecases/ports';
import { toDiskReason } from './disk-reason';

export function createFiles(window: () => BrowserWindow | null): Files {
  return {
    read,
    async saveAs(suggestedName, text) {
      const path = await choosePlace(window(), suggestedName);
      return path === null ? ok(false) : succeed(() => writeFile(path, text), true);
    },
    async saveSecret(suggestedName, text) {
      const path = await choosePlace(window(), suggestedName);
      return path === null ? ok(null) : succeed(() => writePrivately(path, text), path);
    },
  };
}

/** Null when the person thought better of it. GTK asks before replacing only when told to. */
async function choosePlace(parent: BrowserWindow | null, suggestedName: string): Promise<string | null> {
  const options: SaveDialogOptions = {
    defaultPath: suggestedName,
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  };
  const chosen =
    parent === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(parent, options);
  return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
}

/**
 * A new file beside it takes the place of the old one, so that nobody's wider rights to that one are inherited. A link of
 * that name is replaced, not followed.
 */
async function writePrivately(path: string, text: Secret): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  const file = await open(beside, 'wx', 0o600);
  try {
    await file.writeFile(text.reveal());
    await file.sync();
    await file.close();
    await rename(beside, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(beside, { force: true });
    throw error;
  }
}

/** One byte more than the limit is enough to know that it is too large. */
async function read(path: string, limit: number): Promise<Result<string>> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, limit + 1)), 0);
      return ok(buffer.toString('utf8', 0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    return fail({ kind: 'file-not-read' });
  }
}

async function succeed<T>(write: () => Promise<void>, value: T): Promise<Result<T>> {
  try {
    await write();
    return ok(value);
  } catch (error) {
    return fail({ kind: 'file-not-saved', reason: toDiskReason(error) });
  }
}
