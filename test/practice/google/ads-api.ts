// GET /vN/customers:listAccessibleCustomers of the Google Ads API (Google fact sheet, section 4.1).
import {
  answerApiError,
  answerApiFault,
  answerServiceDisabled,
  answerTooFewScopes,
  type ApiStatus,
} from '#practice/google/api-errors';
import { answerNotFound } from '#practice/google/dead-ends';
import { projectOf, type Parts } from '#practice/google/parts';
import { adsScope } from '#practice/google/scopes';
import type { AdsError } from '#practice/google/switches';
import { findAccessToken, readBearer } from '#practice/google/tokens';
import { answerJson, type Exchange } from '#practice/http/exchange';

/** Where it is; the version is the first part. */
export const adsListPath = /^\/v(\d+)\/customers:listAccessibleCustomers$/;

/** Versions that answer; Google's own live about a year. */
const liveVersions: readonly number[] = [24, 25, 26];

const customers = { resourceNames: ['customers/1234567890', 'customers/9876543210'] };

const statuses: Readonly<Record<number, ApiStatus>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

/** The words are Google's for the first; the others say their code. */
const messages: Readonly<Record<string, string>> = {
  CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION:
    'The Google Cloud project is only approved for use with test accounts. To access non-test accounts, apply for a higher access level.',
  NOT_ADS_USER:
    'User in the cookie is not a valid Ads user. The Google account that generated the OAuth access token is not associated with a Google Ads account.',
  DEVELOPER_TOKEN_PARAMETER_MISSING: 'Developer token parameter was missing in the request.',
};

function answerAdsError(exchange: Exchange, version: string, { category, code, status }: AdsError): void {
  const failure = {
    '@type': `type.googleapis.com/google.ads.googleads.v${version}.errors.GoogleAdsFailure`,
    errors: [{ errorCode: { [category]: code }, message: messages[code] ?? code }],
    requestId: 'PracticeRequestId0001',
  };
  answerApiError(exchange, statuses[status] ?? 'INVALID_ARGUMENT', { details: [failure] });
}

const emptyHeader: AdsError = {
  category: 'authenticationError',
  code: 'DEVELOPER_TOKEN_PARAMETER_MISSING',
  status: 401,
};

function serveList(parts: Parts, exchange: Exchange, version: string): void {
  const { adsApi, adsError } = parts.switches;
  const token = findAccessToken(parts, readBearer(exchange));
  if (token === undefined) answerApiError(exchange, 'UNAUTHENTICATED');
  else if (adsApi === 'service-disabled') {
    const api = { name: 'googleads', title: 'Google Ads API' };
    answerServiceDisabled(exchange, projectOf(parts, token.client), api);
  } else if (!token.scopes.includes(adsScope)) {
    const method = `google.ads.googleads.v${version}.services.CustomerService.ListAccessibleCustomers`;
    answerTooFewScopes(exchange, 'googleads', method);
    // Absent is fine since the sunset of developer tokens, empty is not (section 4.1).
  } else if (exchange.req.headers['developer-token'] === '') answerAdsError(exchange, version, emptyHeader);
  else if (adsError !== null) answerAdsError(exchange, version, adsError);
  else answerJson(exchange, 200, customers);
}

/** Serves the list of customers; an unknown version is a web page, as at Google's front door. */
export function serveAds(parts: Parts, exchange: Exchange): void {
  const { adsApi } = parts.switches;
  const version = adsListPath.exec(exchange.url.pathname)?.[1] ?? '';
  if (!liveVersions.includes(Number(version))) answerNotFound(exchange);
  else if (adsApi === 'too-many-requests' || adsApi === 'unavailable' || adsApi === 'captive-portal')
    answerApiFault(exchange, adsApi);
  else serveList(parts, exchange, version);
}
