// The system clipboard. From Electron 44 on, text and the "do not record" marks go out in one write; before, a second
// write would replace the first, so there the text goes alone.
import * as electron from 'electron';
import { fail, ok, type Result } from '#domain/result';
import { Secret } from '#domain/secret';
import { isSameText } from '#node/same-text';
import type { Clipboard, Log } from '#usecases/ports';

/** What password managers set so that clipboard histories leave an entry out, by platform. */
const marks: Readonly<Partial<Record<NodeJS.Platform, Readonly<Record<string, string | Uint8Array>>>>> = {
  linux: { 'x-kde-passwordManagerHint': 'secret' },
  darwin: { 'org.nspasteboard.ConcealedType': '', 'org.nspasteboard.TransientType': '' },
  win32: {
    ExcludeClipboardContentFromMonitorProcessing: new Uint8Array(4),
    CanIncludeInClipboardHistory: new Uint8Array(4),
    CanUploadToCloudClipboard: new Uint8Array(4),
  },
};

export function createClipboard({ log }: { readonly log: Log }): Clipboard {
  return {
    async put(text) {
      try {
        if (text instanceof Secret) await writeSecret(text.reveal());
        else await electron.clipboard.writeText(text);
        return await isThere(text instanceof Secret ? text.reveal() : text);
      } catch (error) {
        log.bug('clipboard', error);
        return fail({ kind: 'clipboard-refused' });
      }
    },
    async read() {
      try {
        return ok(await electron.clipboard.readText());
      } catch (error) {
        log.bug('clipboard', error);
        return fail({ kind: 'clipboard-refused' });
      }
    },
    async clearIfHolds(text) {
      try {
        const held = await electron.clipboard.readText();
        if (!isSameText(held, text.reveal())) return false;
        electron.clipboard.clear();
        return true;
      } catch (error) {
        log.bug('clipboard', error);
        return false;
      }
    },
  };
}

async function isThere(text: string): Promise<Result<void>> {
  const held = await electron.clipboard.readText();
  return held === text ? ok(undefined) : fail({ kind: 'clipboard-refused' });
}

async function writeSecret(text: string): Promise<void> {
  const { ClipboardItem } = electron as { ClipboardItem?: typeof electron.ClipboardItem };
  if (ClipboardItem === undefined) {
    await electron.clipboard.writeText(text);
    return;
  }
  const raw = Object.entries(marks[process.platform] ?? {}).map(
    ([format, value]) =>
      [`electron application/osclipboard;format="${format}"`, new Blob([value as BlobPart])] as const,
  );
  await electron.clipboard.write([new ClipboardItem({ 'text/plain': text, ...Object.fromEntries(raw) })]);
}
