// What is written for somebody else to read: onto the clipboard, or into a file of the person's choice.
import type { Result } from '#domain/result';
import { ok } from '#domain/result';
import type { HandOut } from '../tokens/hand-out';
import type { Files } from '../ports';
import { findInstance, type Store } from '../store';

export type Sheets = {
  readonly copy: (text: string) => Promise<Result<void>>;
  /** False when the person thought better of it. */
  readonly save: (instanceId: string, text: string) => Promise<Result<{ readonly isSaved: boolean }>>;
};

export function createSheets(ports: {
  readonly store: Store;
  readonly files: Files;
  readonly copyText: HandOut['copyText'];
}): Sheets {
  return {
    copy: (text) => ports.copyText(text),
    async save(instanceId, text) {
      const instance = findInstance(ports.store.get(), instanceId);
      if (!instance.ok) return instance;
      const saved = await ports.files.saveAs(`Daypass at ${toFileName(instance.value.name)}.md`, text);
      return saved.ok ? ok({ isSaved: saved.value }) : saved;
    },
  };
}

/** What every file system takes. */
function toFileName(name: string): string {
  const plain = name
    .replace(/[^\p{L}\p{N} ._-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return plain === '' ? 'your Looker' : plain;
}
