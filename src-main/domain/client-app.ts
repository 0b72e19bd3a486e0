// The OAuth client apps registered at an instance, and what an admin typed about one.
import type { FieldProblem, FieldProblems } from './failure';
import type { Named } from './inspection';
import { fail, ok, type Result } from './result';

/** A registered client (Looker API 4.0 `OauthClientApp`). */
export type ClientApp = {
  readonly guid: string;
  readonly redirectUris: readonly string[];
  readonly displayName: string;
  readonly description: string;
  readonly enabled: boolean;
  /** Null: everybody may use it. */
  readonly groupId: string | null;
  /** Epoch ms; tokens issued before are void. */
  readonly tokensInvalidBefore: number | null;
  /** Who accepted it. */
  readonly activatedUsers: readonly Named[];
  /** The instance knows several redirect URIs per client (Looker 26.22 on). */
  readonly takesSeveralUris: boolean;
};

export type ClientAppForm = {
  readonly guid: string;
  /** One per line. */
  readonly redirectUris: string;
  readonly displayName: string;
  readonly description: string;
  readonly enabled: boolean;
  /** Empty: everybody. */
  readonly groupId: string;
};

/** What a form comes to. */
export type ClientAppDraft = Pick<
  ClientApp,
  'guid' | 'redirectUris' | 'displayName' | 'description' | 'enabled' | 'groupId'
>;

/** What can be done with a registered client at once. */
export type ClientAppAct =
  | { readonly kind: 'enable' | 'disable' | 'delete' | 'invalidate-tokens' }
  /** By id, or by e-mail address. */
  | { readonly kind: 'activate-user' | 'deactivate-user'; readonly user: string };

const longestGuid = 256;
const longestText = 1000;
const mostUris = 20;

/** Every problem at once, named by the form's fields. */
export function judgeClientApp(form: ClientAppForm): Result<ClientAppDraft, FieldProblems> {
  const guid = judgeGuid(form.guid);
  const redirectUris = judgeUris(form.redirectUris);
  const displayName = judgeText(form.displayName);
  const description = judgeText(form.description);
  if (guid.ok && redirectUris.ok && displayName.ok && description.ok) {
    return ok({
      guid: guid.value,
      redirectUris: redirectUris.value,
      displayName: displayName.value,
      description: description.value,
      enabled: form.enabled,
      groupId: form.groupId === '' ? null : form.groupId,
    });
  }
  const judged = { guid, redirectUris, displayName, description };
  return fail(
    Object.fromEntries(
      Object.entries(judged).flatMap(([field, one]) => (one.ok ? [] : [[field, one.failure]])),
    ),
  );
}

function judgeGuid(typed: string): Result<string, FieldProblem> {
  const guid = typed.trim();
  if (guid === '') return fail({ kind: 'empty' });
  if (guid.length > longestGuid) return fail({ kind: 'too-long', limit: longestGuid });
  if (/\s/.test(guid)) return fail({ kind: 'has-spaces' });
  return isPlainId(guid) ? ok(guid) : fail({ kind: 'not-an-id' });
}

/** Whether an id stays one part of an address: `..` would climb out of it, however it is encoded. */
export function isPlainId(id: string): boolean {
  return id !== '' && !/^(?:\.|%2e)+$/i.test(id) && !/[/\\]/.test(id);
}

/** Any scheme: besides loopback addresses Looker takes custom schemes (Looker fact sheet, section 2). */
function judgeUris(typed: string): Result<readonly string[], FieldProblem> {
  const uris = typed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (uris.length === 0) return fail({ kind: 'empty' });
  if (uris.length > mostUris) return fail({ kind: 'too-long', limit: mostUris });
  return uris.every((uri) => URL.canParse(uri) && !uri.includes('#'))
    ? ok(uris)
    : fail({ kind: 'not-a-uri' });
}

function judgeText(typed: string): Result<string, FieldProblem> {
  const text = typed.trim();
  if (text === '') return fail({ kind: 'empty' });
  return text.length > longestText ? fail({ kind: 'too-long', limit: longestText }) : ok(text);
}
