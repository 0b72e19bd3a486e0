// GET /v1/assets:search of the Looker Studio API, as far as proving that a token works needs it (Google fact sheet,
// section 3.1).
import {
  answerApiError,
  answerApiFault,
  answerServiceDisabled,
  answerTooFewScopes,
} from '#practice/google/api-errors';
import { projectOf, type Parts } from '#practice/google/parts';
import { isStudioScope } from '#practice/google/scopes';
import { findAccessToken, readBearer, type Token } from '#practice/google/tokens';
import { answerJson, type Exchange } from '#practice/http/exchange';

/** Where it is. */
export const studioSearchPath = '/v1/assets:search';

const assetTypes: readonly string[] = ['REPORT', 'DATA_SOURCE'];

function toAsset({ person }: Token, assetType: string): Record<string, unknown> {
  const isReport = assetType === 'REPORT';
  return {
    name: isReport ? '6b1f0a2e-5d0c-4f5e-9c1a-practice0001' : '6b1f0a2e-5d0c-4f5e-9c1a-practice0002',
    title: isReport ? 'Quarterly orders' : 'Orders',
    assetType,
    owner: person.email,
    creator: person.email,
    trashed: false,
    createTime: '2026-03-02T09:15:00Z',
    updateTime: '2026-10-20T16:40:00Z',
  };
}

function serveSearch(exchange: Exchange, token: Token): void {
  const params = exchange.url.searchParams;
  const types = params.getAll('assetTypes');
  const [assetType = ''] = types;
  if (types.length !== 1 || !assetTypes.includes(assetType)) {
    const message = 'Invalid value at "asset_types": exactly one of REPORT, DATA_SOURCE is required.';
    answerApiError(exchange, 'INVALID_ARGUMENT', { message });
  } else answerJson(exchange, 200, { assets: [toAsset(token, assetType)] });
}

/** Serves a search. */
export function serveStudio(parts: Parts, exchange: Exchange): void {
  const { studioApi } = parts.switches;
  const token = findAccessToken(parts, readBearer(exchange));
  if (studioApi === 'too-many-requests' || studioApi === 'unavailable' || studioApi === 'captive-portal')
    answerApiFault(exchange, studioApi);
  else if (token === undefined) answerApiError(exchange, 'UNAUTHENTICATED');
  else if (studioApi === 'service-disabled') {
    const api = { name: 'datastudio', title: 'Looker Studio API' };
    answerServiceDisabled(exchange, projectOf(parts, token.client), api);
  } else if (!token.scopes.some(isStudioScope))
    answerTooFewScopes(exchange, 'datastudio', 'google.datastudio.v1.AssetService.SearchAssets');
  else if (studioApi === 'off-for-unit') answerApiError(exchange, 'PERMISSION_DENIED');
  else serveSearch(exchange, token);
}
