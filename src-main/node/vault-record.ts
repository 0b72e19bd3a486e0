// One vault entry as text: ASCII JSON, small enough for every keychain (Windows stops at 2,560 bytes).
import { Secret } from '#domain/secret';
import type { Credential, VaultRecord } from '#domain/token-set';
import { fail, ok, type Result } from '#domain/result';
import * as z from 'zod/mini';

const largestRecord = 2400;

const binding = {
  v: z.literal(1),
  issuer: z.string(),
  token: z.string(),
  identity: z.string(),
  revocation: z.string(),
  client: z.string(),
  scope: z.string(),
  generation: z.number(),
};
const secret = z.string().check(z.minLength(1));
/** Told apart by the field that holds the secret. */
const schema = z.union([z.object({ ...binding, refresh: secret }), z.object({ ...binding, key: secret })]);

/** Failure: `secret-too-large`. Non-ASCII is escaped, so that bytes and characters are the same count. */
export function toText(record: VaultRecord, reveal: (secret: Secret) => string): Result<string> {
  const { binding } = record;
  const stored: z.infer<typeof schema> = {
    v: 1,
    issuer: binding.issuer,
    token: binding.tokenEndpoint,
    identity: binding.identityEndpoint,
    revocation: binding.revocationEndpoint,
    client: binding.clientId,
    ...toStored(record.credential, reveal),
    scope: record.scope,
    generation: record.generation,
  };
  const text = JSON.stringify(stored).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return text.length > largestRecord
    ? fail({ kind: 'secret-too-large', bytes: text.length, limit: largestRecord })
    : ok(text);
}

/** Null when the text is not one of our records: then it counts as unreadable, never as absent. */
export function parseRecord(text: string): VaultRecord | null {
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const stored = parsed.data;
  return {
    binding: {
      issuer: stored.issuer,
      tokenEndpoint: stored.token,
      identityEndpoint: stored.identity,
      revocationEndpoint: stored.revocation,
      clientId: stored.client,
    },
    credential:
      'refresh' in stored
        ? { kind: 'refresh-token', refreshToken: new Secret(stored.refresh) }
        : { kind: 'api-key', keySecret: new Secret(stored.key) },
    scope: stored.scope,
    generation: stored.generation,
  };
}

function toStored(
  credential: Credential,
  reveal: (secret: Secret) => string,
): { readonly refresh: string } | { readonly key: string } {
  return credential.kind === 'refresh-token'
    ? { refresh: reveal(credential.refreshToken) }
    : { key: reveal(credential.keySecret) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
