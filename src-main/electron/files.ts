// Files a person chose: read by the path the preload was given, written where the system's own dialog says, which also
// asks before it replaces anything.
import { open, writeFile } from 'node:fs/promises';
import { dialog, type BrowserWindow, type SaveDialogOptions } from 'electron';
import { fail, ok, type Result } from '#domain/result';
import type { Files } from '#usecases/ports';
import { toDiskReason } from './disk-reason';
import { replaceFile } from './replace-file';

export function createFiles(window: () => BrowserWindow | null): Files {
  return {
    read,
    async saveAs(suggestedName, text) {
      const path = await choosePlace(window(), suggestedName);
      return path === null ? ok(false) : succeed(() => writeFile(path, text), true);
    },
    async saveSecret(suggestedName, text) {
      const path = await choosePlace(window(), suggestedName);
      return path === null ? ok(null) : succeed(() => replaceFile(path, text.reveal(), 0o600), path);
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
