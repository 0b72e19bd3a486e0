// A desk with a looker.ini on its clipboard.
import { ana, ben } from '#support/builders';
import { aDesk, type Desk, type DeskParts } from '#support/desk';
import type { KeyThere } from '#support/fakes/server';
import type { KeysPreview } from '#usecases/instances/import-keys';

export const acme = 'https://acme.cloud.looker.com';
export const staging = 'https://staging.looker.com:19999';

export const section = (
  name: string,
  url: string,
  { keyId, keySecret }: Pick<KeyThere, 'keyId' | 'keySecret'>,
): string =>
  [`[${name}]`, `base_url = ${url}`, `client_id = ${keyId}`, `client_secret = ${keySecret}`, ''].join('\n');

export async function previews(desk: Desk, text: string): Promise<KeysPreview> {
  desk.clipboard.text = text;
  const preview = await desk.imports.previewClipboard();
  if (!preview.ok) throw new Error(preview.failure.kind);
  if (preview.value.kind !== 'keys') throw new Error(preview.value.kind);
  return preview.value;
}

export async function takes(desk: Desk, importId: string, ...chosen: number[]) {
  const run = await desk.importKeys.run(importId, chosen);
  if (!run.ok) throw new Error(run.failure.kind);
  return run.value.outcomes;
}

/** Two keys of Ana at a staging Looker, one of Ben at the Acme that is on the list. */
export function aDeskWithFile(parts: DeskParts = {}) {
  const desk = aDesk(parts);
  const first = desk.server.addKey(ana, 'key-one');
  const second = desk.server.addKey(ana, 'key-two');
  const third = desk.server.addKey(ben, 'key-three');
  const text = [
    section('staging', staging, first),
    section('staging robot', staging, second),
    section('Looker', acme, third),
  ].join('\n');
  return { desk, text, first, second, third };
}
