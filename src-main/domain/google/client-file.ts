// Reads `client_secret_*.json` as the Google console gives it (Google fact sheet, section 2). The endpoints in it are not
// read at all: a file that somebody sent could send the secret and the code elsewhere.
import { fieldsOf } from '../json-fields';
import { fail, ok, type Result } from '../result';
import { Secret } from '../secret';

export type ClientFile = {
  readonly clientType: 'desktop' | 'web';
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly projectId: string | null;
  /** As registered; a desktop client needs none. */
  readonly redirectUris: readonly string[];
};

/** What a text is instead. */
export type OtherFile = 'service-account' | 'authorized-user' | 'api-key' | 'other-json';

export type ClientFileProblem =
  /** Not JSON at all: some other reader may know it. */
  | { readonly kind: 'not-json' }
  /** It begins like JSON and ends, or breaks, too early. */
  | { readonly kind: 'broken-json' }
  | { readonly kind: 'other-file'; readonly is: OtherFile }
  /** Members that have to be there and are not, or are no text. */
  | {
      readonly kind: 'incomplete';
      readonly clientType: ClientFile['clientType'];
      readonly missing: readonly string[];
    };

type Fields = Readonly<Record<string, unknown>>;

const longestMember = 500;
const mostUris = 50;

export function parseClientFile(text: string): Result<ClientFile, ClientFileProblem> {
  const bare = text.replace(/^\ufeff/, '').trim();
  // A looker.ini begins with a bracket, too: such a text counts as JSON only if it is.
  if (bare.startsWith('[') && isJson(bare)) return fail({ kind: 'other-file', is: 'other-json' });
  // Google's API keys all begin so.
  if (/^AIza[\w-]{20,}$/.test(bare)) return fail({ kind: 'other-file', is: 'api-key' });
  if (!bare.startsWith('{')) return fail({ kind: 'not-json' });
  if (!isJson(bare)) return fail({ kind: 'broken-json' });
  const json = fieldsOf(JSON.parse(bare));
  const { installed, web, type } = json;
  if (isFields(installed)) return readClient('desktop', installed);
  if (isFields(web)) return readClient('web', web);
  if (type === 'service_account') return fail({ kind: 'other-file', is: 'service-account' });
  if (type === 'authorized_user') return fail({ kind: 'other-file', is: 'authorized-user' });
  return fail({ kind: 'other-file', is: 'other-json' });
}

function readClient(
  clientType: ClientFile['clientType'],
  fields: Fields,
): Result<ClientFile, ClientFileProblem> {
  const clientId = textOf(fields['client_id']);
  const clientSecret = textOf(fields['client_secret']);
  if (clientId === null || clientSecret === null) {
    const missing = [clientId === null ? 'client_id' : null, clientSecret === null ? 'client_secret' : null];
    return fail({ kind: 'incomplete', clientType, missing: missing.filter((name) => name !== null) });
  }
  const uris: readonly unknown[] = Array.isArray(fields['redirect_uris']) ? fields['redirect_uris'] : [];
  return ok({
    clientType,
    clientId,
    clientSecret: new Secret(clientSecret),
    projectId: textOf(fields['project_id']),
    redirectUris: clientType === 'desktop' ? [] : uris.slice(0, mostUris).flatMap((uri) => textOf(uri) ?? []),
  });
}

/** Something that people copied without its ends; with spaces inside it is something else. */
function textOf(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' || text.length > longestMember || /[\s\p{Cc}\p{Cf}]/u.test(text) ? null : text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
