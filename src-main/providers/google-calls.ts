// What Google says about a token, and one harmless call per purpose that proves it (Google fact sheet, sections 1.1, 3.1,
// 4.1).
import type { Failure } from '#domain/failure';
import type { GoogleClient } from '#domain/google/client';
import type { CheckReason, TokenInfo } from '#domain/google/health';
import { isAdsScope, isStudioScope, scopesOf } from '#domain/google/purpose';
import type { HealthCalls, PurposeCall } from '#domain/provider-calls';
import type { GoogleEndpoints } from './google-endpoints';
import { fieldsOf } from '#domain/json-fields';
import { idOf, listOf, textOf } from './json';

export function createHealthCalls(endpoints: GoogleEndpoints): HealthCalls {
  return {
    // With the token in a header: an address may be written down on the way.
    tokenInfo: { ask: () => ({ method: 'POST', url: endpoints.tokenInfo }), read: readTokenInfo },
    check: (client) => toCheck(endpoints, client),
    reasonOf,
  };
}

/** Numbers and booleans come as text. */
function readTokenInfo(body: unknown): TokenInfo | null {
  const fields = fieldsOf(body);
  const scope = textOf(fields['scope'], 4000);
  const userId = idOf(fields['sub']);
  const email = textOf(fields['email']);
  if (scope === null && userId === null) return null;
  const seconds = Number(fields['expires_in'] ?? Number.NaN);
  return {
    identity: userId === null ? null : { userId, displayName: email ?? `User ${userId}`, email },
    clientId: textOf(fields['azp']) ?? textOf(fields['aud']),
    scopes: (scope ?? '').split(' ').filter((one) => one !== ''),
    expiresInSeconds: Number.isFinite(seconds) ? seconds : null,
    accessType: textOf(fields['access_type'], 40),
  };
}

function toCheck(
  { studio, ads }: GoogleEndpoints,
  { purpose, adsApiVersion }: GoogleClient,
): PurposeCall | null {
  const scopes = scopesOf(purpose);
  if (scopes.some(isStudioScope)) {
    const url = `${studio}/v1/assets:search?assetTypes=REPORT&pageSize=1`;
    return { api: 'studio', request: { method: 'GET', url }, read: (body) => (isObject(body) ? [] : null) };
  }
  if (scopes.some(isAdsScope)) {
    const url = `${ads}/${encodeURIComponent(adsApiVersion)}/customers:listAccessibleCustomers`;
    return { api: 'ads', request: { method: 'GET', url }, read: readCustomers };
  }
  return null;
}

/** An empty list comes as an object without the member. */
function readCustomers(body: unknown): readonly string[] | null {
  if (!isObject(body)) return null;
  return listOf(fieldsOf(body)['resourceNames']).flatMap(
    (name) => /^customers\/(\d{10})$/.exec(textOf(name) ?? '')?.[1] ?? [],
  );
}

function isObject(body: unknown): boolean {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

const reasons: Readonly<Record<string, CheckReason>> = {
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: 'scope-insufficient',
  SERVICE_DISABLED: 'api-disabled',
  CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION: 'project-not-approved',
  DEVELOPER_TOKEN_NOT_APPROVED: 'project-not-approved',
  PROJECT_DISABLED: 'project-disabled',
  NOT_ADS_USER: 'not-ads-user',
  TWO_STEP_VERIFICATION_NOT_ENROLLED: 'two-step-missing',
  ADVANCED_PROTECTION_NOT_ENROLLED: 'advanced-protection-missing',
  GOOGLE_ACCOUNT_DELETED: 'account-deleted',
  USER_PERMISSION_DENIED: 'user-permission-denied',
  CUSTOMER_NOT_FOUND: 'customer-not-found',
  CUSTOMER_NOT_ENABLED: 'customer-not-enabled',
  MISSING_TOS: 'terms-not-accepted',
  DEVELOPER_TOKEN_INVALID: 'developer-token',
  DEVELOPER_TOKEN_PROHIBITED: 'developer-token',
  DEVELOPER_TOKEN_PARAMETER_MISSING: 'developer-token',
};

const reasonOf: HealthCalls['reasonOf'] = (api, failure) => {
  const status = statusOf(failure);
  if (status === null) return null;
  const code = failure.kind === 'request-refused' ? (failure.reason ?? '') : '';
  const known = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  if (known !== undefined) return { reason: known, code };
  if (code.startsWith('ORGANIZATION_NOT_')) return { reason: 'organization-refused', code };
  if (status === 401 || code.startsWith('OAUTH_TOKEN_')) return { reason: 'token-refused', code };
  // An API version that is gone is answered by a web page.
  if (status === 404 && api === 'ads') return { reason: 'version-unknown', code };
  return status === 403 ? { reason: 'not-allowed', code } : null;
};

function statusOf(failure: Failure): number | null {
  if (failure.kind === 'request-refused' || failure.kind === 'provider-misbehaved') return failure.status;
  return failure.kind === 'not-found-or-not-allowed' ? 404 : null;
}
