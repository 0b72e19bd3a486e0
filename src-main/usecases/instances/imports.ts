// One door for everything that lies in files and on the clipboard: API keys of Looker, OAuth clients of Google. What it
// is, its text says; nobody has to know before.
import { parseClientFile, type ClientFileProblem } from '#domain/google/client-file';
import type { Failure } from '#domain/failure';
import { fail, type Result } from '#domain/result';
import type { Clipboard, Files } from '../ports';
import type { ClientPreview, GoogleClients } from './google-clients';
import type { ImportKeys, ImportSource, KeysPreview } from './import-keys';

const largestFile = 1024 * 1024;

export type ImportPreview = KeysPreview | ClientPreview;

export type Imports = {
  readonly previewClipboard: () => Promise<Result<ImportPreview>>;
  readonly previewFile: (path: string) => Promise<Result<ImportPreview>>;
};

export function createImports(ports: {
  readonly files: Files;
  readonly clipboard: Clipboard;
  readonly importKeys: ImportKeys;
  readonly googleClients: GoogleClients;
}): Imports {
  const { files, clipboard, importKeys, googleClients } = ports;

  async function preview(source: ImportSource, path: string | null, text: Result<string>) {
    if (!text.ok) return text;
    const client = parseClientFile(text.value);
    if (client.ok) return googleClients.preview(source, path, client.value);
    if (client.failure.kind === 'not-json') return importKeys.preview(source, text.value);
    return fail(toFailure(source, client.failure));
  }

  return {
    previewClipboard: async () => preview('clipboard', null, await clipboard.read()),
    previewFile: async (path) => preview('file', path, await files.read(path, largestFile)),
  };
}

function toFailure(from: ImportSource, problem: Exclude<ClientFileProblem, { kind: 'not-json' }>): Failure {
  switch (problem.kind) {
    case 'broken-json':
      return { kind: 'import-unreadable', from, why: 'broken-json' };
    case 'other-file':
      return { kind: 'import-unreadable', from, why: problem.is };
    case 'incomplete':
      return {
        kind: 'client-file-incomplete',
        clientType: problem.clientType,
        missing: problem.missing,
      };
  }
}
