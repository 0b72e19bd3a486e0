// Between a client app and its JSON form (SPEC `OauthClientApp`), with every problem of a form found at once.
import type { Fields } from '#practice/http/exchange';
import type { FieldError } from '#practice/looker/answers';
import type { ClientApp } from '#practice/looker/client-apps';
import { lookerGroups, type LookerUser } from '#practice/looker/people';
import { toPublicBody } from '#practice/looker/people-bodies';
import { isAdmin } from '#practice/looker/roles';

/** Who looks at an app, where. */
export type AppReader = {
  readonly user: LookerUser;
  readonly users: readonly LookerUser[];
  readonly knowsRedirectUris: boolean;
};

/** An app as the API shows it; `redirect_uris` only where the instance knows it (26.22). */
export function toAppBody(app: ClientApp, reader: AppReader): Record<string, unknown> {
  const { user, users, knowsRedirectUris } = reader;
  const mayChange = isAdmin(user);
  return {
    can: { show: true, update: mayChange, destroy: mayChange },
    client_guid: app.guid,
    redirect_uri: app.redirectUris[0] ?? '',
    ...(knowsRedirectUris ? { redirect_uris: app.redirectUris } : {}),
    display_name: app.displayName,
    description: app.description,
    enabled: app.enabled,
    group_id: app.groupId,
    tokens_invalid_before: app.tokensInvalidBefore,
    activated_users: users.filter(({ id }) => app.activatedUserIds.has(id)).map(toPublicBody),
  };
}

type Reader = {
  readonly fields: Fields;
  readonly errors: FieldError[];
};

function readText({ fields, errors }: Reader, field: string, current: string): string {
  const value = fields[field] ?? current;
  if (typeof value !== 'string') errors.push({ field, code: 'invalid', message: `${field} must be text.` });
  else if (value.trim() === '')
    errors.push({ field, code: 'missing_field', message: `${field} is required.` });
  return typeof value === 'string' ? value : current;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function readRedirectUris(
  reader: Reader,
  current: readonly string[],
  knowsRedirectUris: boolean,
): readonly string[] {
  const { fields, errors } = reader;
  const list: unknown = knowsRedirectUris ? fields['redirect_uris'] : undefined;
  const single = fields['redirect_uri'];
  const field = list === undefined ? 'redirect_uri' : 'redirect_uris';
  const given: readonly unknown[] = Array.isArray(list) ? list : single === undefined ? current : [single];
  const uris = given.filter(isText).filter((uri) => uri !== '');
  if (uris.length === 0) errors.push({ field, code: 'missing_field', message: `${field} is required.` });
  for (const uri of uris) {
    const isUsable = URL.canParse(uri) && !uri.includes('#');
    if (!isUsable)
      errors.push({ field, code: 'invalid', message: `${field} must be an absolute URI without fragment.` });
  }
  return uris;
}

function readEnabled({ fields, errors }: Reader, current: boolean): boolean {
  const value = fields['enabled'] ?? current;
  if (typeof value === 'boolean') return value;
  errors.push({ field: 'enabled', code: 'invalid', message: 'enabled must be true or false.' });
  return current;
}

function readGroupId({ fields, errors }: Reader, current: string | null): string | null {
  const value = 'group_id' in fields ? fields['group_id'] : current;
  if (value === null || value === '') return null;
  if (typeof value === 'string' && lookerGroups.has(value)) return value;
  errors.push({ field: 'group_id', code: 'invalid', message: 'group_id is not a group.' });
  return current;
}

/** What a form makes of an app, and what is wrong with it; the app counts only when nothing is. */
export function readAppForm(
  base: ClientApp,
  fields: Fields,
  knowsRedirectUris: boolean,
): { readonly app: ClientApp; readonly errors: readonly FieldError[] } {
  const reader: Reader = { fields, errors: [] };
  const app: ClientApp = {
    ...base,
    redirectUris: readRedirectUris(reader, base.redirectUris, knowsRedirectUris),
    displayName: readText(reader, 'display_name', base.displayName),
    description: readText(reader, 'description', base.description),
    enabled: readEnabled(reader, base.enabled),
    groupId: readGroupId(reader, base.groupId),
  };
  return { app, errors: reader.errors };
}
