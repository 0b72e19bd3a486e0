// What can be found out without a token (Looker fact sheet, section 1).
import { answerHtml, answerJson, answerNothing, markFault } from '#practice/http/exchange';
import {
  answerNotFound,
  answerNotFoundPage,
  answerRequiresAuthentication,
  notFoundPage,
} from '#practice/looker/answers';
import { readToken, type OpenCall, type OpenRoute } from '#practice/looker/call';
import type { LookerSwitches } from '#practice/looker/switches';

/** The release this Looker claims to be: 26.22 is the first whose reference has `redirect_uris` (section 5). */
function toRelease({ redirectUris }: LookerSwitches): { readonly looker: string; readonly api: string } {
  return redirectUris ? { looker: '26.22.1', api: '4.0.26.22' } : { looker: '26.12.3', api: '4.0.26.12' };
}

function serveIfOpen({ exchange, parts }: OpenCall, answer: () => void): void {
  const { versions } = parts.switches;
  if (versions === 'html') markFault(exchange);
  const isKnown = parts.sessions.find(readToken(exchange)) !== undefined;
  if (versions === '401' && !isKnown) answerRequiresAuthentication(exchange);
  else if (versions === '404') answerNotFound(exchange);
  else if (versions === 'html') answerHtml(exchange, 200, notFoundPage);
  else answer();
}

/** SPEC `ApiVersion`. */
function serveVersions(call: OpenCall): void {
  const { apiOrigin, uiOrigin } = call.parts;
  const swagger = `${apiOrigin}/api/4.0/swagger.json`;
  const release = toRelease(call.parts.switches);
  const version = { version: '4.0', full_version: release.api, status: 'current', swagger_url: swagger };
  serveIfOpen(call, () => {
    answerJson(call.exchange, 200, {
      looker_release_version: release.looker,
      current_version: version,
      supported_versions: [version],
      api_server_url: apiOrigin,
      web_server_url: uiOrigin,
    });
  });
}

function serveSpec(call: OpenCall): void {
  const release = toRelease(call.parts.switches);
  serveIfOpen(call, () => {
    const info = {
      title: 'Looker API 4.0 Reference',
      version: release.api,
      'x-looker-release-version': release.looker,
    };
    answerJson(call.exchange, 200, { swagger: '2.0', info, paths: {} });
  });
}

function serveMetadata({ exchange, parts }: OpenCall): void {
  if (!parts.switches.wellKnown) {
    answerNotFoundPage(exchange);
    return;
  }
  answerJson(exchange, 200, {
    issuer: parts.uiOrigin,
    authorization_endpoint: `${parts.uiOrigin}/auth`,
    token_endpoint: `${parts.apiOrigin}/api/token`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
  });
}

/** On the API host. */
export const discoveryRoutes: readonly OpenRoute[] = [
  {
    method: 'GET',
    path: /^\/alive$/,
    serve: (call) => {
      answerNothing(call.exchange, 200);
    },
  },
  { method: 'GET', path: /^(?:\/api\/4\.0)?\/versions$/, serve: serveVersions },
  { method: 'GET', path: /^\/api\/4\.0\/swagger\.json$/, serve: serveSpec },
];

/** On the UI host. */
export const metadataRoute: OpenRoute = {
  method: 'GET',
  path: /^\/\.well-known\/oauth-authorization-server$/,
  serve: serveMetadata,
};
