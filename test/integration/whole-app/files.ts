// The files of a computer: what a person has lying around, and the folder that every dialog of the system saves to.
import { mkdtempSync, rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { fail, ok, type Result } from '#domain/result';
import type { Files } from '#usecases/ports';

export type ComputerFiles = Files & {
  /** What can be opened, by path; also what was saved without a secret in it. */
  readonly contents: Map<string, string>;
  /** Null: the person closes the dialog. */
  folder: string | null;
};

/** What has secrets in it goes to a real disk, written as the app's own port does it (electron/files.ts). */
export function createFiles(): ComputerFiles {
  const contents = new Map<string, string>();
  return {
    contents,
    folder: null,
    read(path): Promise<Result<string>> {
      const text = contents.get(path);
      return Promise.resolve(text === undefined ? fail({ kind: 'file-not-read' }) : ok(text));
    },
    saveAs(name, text) {
      contents.set(name, text);
      return Promise.resolve(ok(true));
    },
    async saveSecret(name, text) {
      if (this.folder === null) return ok(null);
      const path = join(this.folder, name);
      await writeFile(`${path}.tmp`, text.reveal(), { flag: 'wx', mode: 0o600 });
      await rename(`${path}.tmp`, path);
      return ok(path);
    },
  };
}

/** A folder of its own, gone with the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'daypass-saved-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
