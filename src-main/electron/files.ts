// Files a person chose: read by the path the preload was given, written where the system's own dialog says, which also
// asks before it replaces anything.
import { open, writeFile } from 'node:fs/promises';
import { dialog, type BrowserWindow } from 'electron';
import { fail, ok, type Result } from '#domain/result';
import type { Files } from '#usecases/ports';
import { toDiskReason } from './disk-reason';

export function createFiles(window: () => BrowserWindow | null): Files {
  return {
    read,
    async saveAs(suggestedName, text) {
      const parent = window();
      const options = { defaultPath: suggestedName };
      const chosen =
        parent === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(parent, options);
      return chosen.canceled || chosen.filePath === '' ? ok(false) : write(chosen.filePath, text);
    },
  };
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

async function write(path: string, text: string): Promise<Result<boolean>> {
  try {
    await writeFile(path, text);
    return ok(true);
  } catch (error) {
    return fail({ kind: 'file-not-saved', reason: toDiskReason(error) });
  }
}
