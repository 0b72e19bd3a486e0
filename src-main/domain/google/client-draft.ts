// Judges what was said about an OAuth client of Google: read from its file, or typed. Every problem at once, by field.
import type { Catalog } from '../catalog';
import type { Failure, FieldProblem, FieldProblems } from '../failure';
import type { Instance } from '../instance';
import { judgeClientId, judgeName } from '../instance-draft';
import { parseRedirectUri } from '../redirect-uri';
import { fail, ok, type Result } from '../result';
import { Secret } from '../secret';
import type { Audience, GoogleClient } from './client';
import type { ClientFile } from './client-file';
import { judgeScopes, type Purpose, type PurposeKind } from './purpose';

const longestSecret = 256;
const longestProjectId = 64;

/** What a person says beside the client itself. */
export type GoogleChoices = {
  readonly name: string;
  readonly purpose: PurposeKind;
  /** For the purpose `custom`. */
  readonly scopes: string;
  /** For web clients. */
  readonly redirectUri: string;
  readonly audience: Audience;
};

/** A client that was typed in instead of read from its file. */
export type TypedClient = {
  readonly clientType: ClientFile['clientType'];
  readonly clientId: string;
  readonly clientSecret: string;
  /** Empty: not known. */
  readonly projectId: string;
};

export type GoogleChange = Pick<GoogleChoices, 'name' | 'redirectUri' | 'audience'> & {
  readonly adsApiVersion: string;
  /** Empty: stays as it is. */
  readonly clientSecret: string;
};

type Invalid = Extract<Failure, { kind: 'input-invalid' }>;
type Judged<T> = Result<T, FieldProblem>;

/** Client ids and secrets as typed: no spaces, not empty, not more than any is. */
export function judgeTypedClient(typed: TypedClient): Result<ClientFile, Invalid> {
  const clientId = judgeClientId(typed.clientId);
  const clientSecret = judgeSecret(typed.clientSecret);
  const projectId = judgeProjectId(typed.projectId);
  if (clientId.ok && clientSecret.ok && projectId.ok) {
    return ok({
      clientType: typed.clientType,
      clientId: clientId.value,
      clientSecret: clientSecret.value,
      projectId: projectId.value,
      redirectUris: [],
    });
  }
  return invalid({ clientId, clientSecret, projectId });
}

/** What is to be kept of it, beside where its secret is. */
export function judgeChoices(
  choices: GoogleChoices,
  clientType: ClientFile['clientType'],
  catalog: Catalog,
): Result<Pick<Instance, 'name'> & Pick<GoogleClient, 'purpose' | 'redirectUri' | 'audience'>, Invalid> {
  const name = judgeName(choices.name, catalog, null);
  const scopes = judgePurpose(choices);
  const redirectUri = judgeRedirect(choices.redirectUri, clientType);
  if (name.ok && scopes.ok && redirectUri.ok) {
    const { audience } = choices;
    return ok({ name: name.value, purpose: scopes.value, redirectUri: redirectUri.value, audience });
  }
  return invalid({ name, scopes, redirectUri });
}

/** Never another client or purpose: what was granted to one is nothing to the other. */
export function judgeGoogleChange(
  change: GoogleChange,
  instance: Instance & { readonly google: GoogleClient },
  catalog: Catalog,
): Result<
  Pick<Instance, 'name'> &
    Pick<GoogleClient, 'redirectUri' | 'audience' | 'adsApiVersion'> & { readonly newSecret: Secret | null },
  Invalid
> {
  const name = judgeName(change.name, catalog, instance.id);
  const redirectUri = judgeRedirect(change.redirectUri, instance.google.clientType);
  const adsApiVersion = judgeVersion(change.adsApiVersion);
  const isKept = change.clientSecret.trim() === '';
  const newSecret: Judged<Secret | null> = isKept ? ok(null) : judgeSecret(change.clientSecret);
  if (name.ok && redirectUri.ok && adsApiVersion.ok && newSecret.ok) {
    return ok({
      name: name.value,
      redirectUri: redirectUri.value,
      adsApiVersion: adsApiVersion.value,
      audience: change.audience,
      newSecret: newSecret.value,
    });
  }
  return invalid({ name, redirectUri, adsApiVersion, clientSecret: newSecret });
}

function judgePurpose({ purpose, scopes }: GoogleChoices): Judged<Purpose> {
  if (purpose !== 'custom') return ok({ kind: purpose });
  const judged = judgeScopes(scopes);
  return judged.ok ? ok({ kind: 'custom', scopes: judged.value }) : judged;
}

function judgeRedirect(typed: string, clientType: ClientFile['clientType']): Judged<string | null> {
  if (clientType === 'desktop') return ok(null);
  const parsed = parseRedirectUri(typed);
  return parsed.ok ? ok(parsed.value.registered) : parsed;
}

function judgeSecret(typed: string): Judged<Secret> {
  const text = typed.trim();
  if (text === '') return fail({ kind: 'empty' });
  if (text.length > longestSecret) return fail({ kind: 'too-long', limit: longestSecret });
  return /\s/.test(text) ? fail({ kind: 'has-spaces' }) : ok(new Secret(text));
}

function judgeProjectId(typed: string): Judged<string | null> {
  const text = typed.trim();
  if (text === '') return ok(null);
  if (text.length > longestProjectId) return fail({ kind: 'too-long', limit: longestProjectId });
  return /\s/.test(text) ? fail({ kind: 'has-spaces' }) : ok(text);
}

function judgeVersion(typed: string): Judged<string> {
  const text = typed.trim().toLowerCase();
  if (text === '') return fail({ kind: 'empty' });
  return /^v\d{1,3}$/.test(text) ? ok(text) : fail({ kind: 'not-a-version' });
}

function invalid(judged: Readonly<Record<string, Judged<unknown>>>): {
  readonly ok: false;
  readonly failure: Invalid;
} {
  const fields: FieldProblems = Object.fromEntries(
    Object.entries(judged).flatMap(([field, one]) => (one.ok ? [] : [[field, one.failure]])),
  );
  return fail({ kind: 'input-invalid', fields });
}
