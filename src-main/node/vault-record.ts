// One vault entry as text: ASCII JSON, small enough for every keychain (Windows stops at 2,560 bytes).
import { Secret } from '#domain/secret';
import { secretOf, type Credential, type VaultRecord } from '#domain/token-set';
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
const schema = z.union([
  z.object({ ...binding, refresh: secret }),
  z.object({ ...binding, key: secret }),
  z.object({ ...binding, secret }),
]);

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
    credential: toCredential(stored),
    scope: stored.scope,
    generation: stored.generation,
  };
}

function toStored(
  credential: Credential,
  reveal: (secret: Secret) => string,
): { readonly refresh: string } | { readonly key: string } | { readonly secret: string } {
  const hidden = reveal(secretOf(credential));
  if (credential.kind === 'refresh-token') return { refresh: hidden };
  return credential.kind === 'api-key' ? { key: hidden } : { secret: hidden };
}

function toCredential(stored: z.infer<typeof schema>): Credential {
  if ('refresh' in stored) return { kind: 'refresh-token', refreshToken: new Secret(stored.refresh) };
  if ('key' in stored) return { kind: 'api-key', keySecret: new Secret(stored.key) };
  return { kind: 'client-secret', clientSecret: new Secret(stored.secret) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
