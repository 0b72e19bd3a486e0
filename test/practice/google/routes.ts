// Which request goes where at the practice Google.
import { adsListPath, serveAds } from '#practice/google/ads-api';
import { serveAuthorization } from '#practice/google/authorization';
import { answerNotFound } from '#practice/google/dead-ends';
import { serveRevocation, serveTokenInfo, serveUserinfo } from '#practice/google/identity-endpoints';
import { paths, type Parts } from '#practice/google/parts';
import { googleBrand } from '#practice/google/registration';
import { serveStep } from '#practice/google/steps';
import { serveStudio, studioSearchPath } from '#practice/google/studio-api';
import { serveToken } from '#practice/google/token-endpoint';
import { answerHtml, answerJson, markFault, type Exchange } from '#practice/http/exchange';
import { toReplay } from '#practice/http/replay';
import { interactionPath } from '#practice/interactions';
import { toMessagePage } from '#practice/pages';

type Serve = (parts: Parts, exchange: Exchange) => void | Promise<void>;

async function serveLibrary({ provider }: Parts, exchange: Exchange): Promise<void> {
  await provider.callback()(toReplay(exchange), exchange.res);
}

function serveUnavailable(_parts: Parts, exchange: Exchange): void {
  markFault(exchange);
  const description = 'Try again later.';
  answerJson(exchange, 503, { error: 'temporarily_unavailable', error_description: description });
}

/** oauth2.googleapis.com, which fails as a whole. */
const backend: Readonly<Record<string, Serve>> = {
  [paths.token]: serveToken,
  [paths.revocation]: serveRevocation,
  [paths.tokenInfo]: serveTokenInfo,
};

function serveNothing(_parts: Parts, exchange: Exchange): void {
  answerNotFound(exchange);
}

function serveFront(_parts: Parts, exchange: Exchange): void {
  const words = 'A stand-in for Google that runs on this computer only.';
  answerHtml(exchange, 200, toMessagePage(googleBrand, 'Practice Google', words));
}

/** What else there is. */
const pages: Readonly<Record<string, Serve>> = {
  '/': serveFront,
  [paths.discovery]: serveLibrary,
  [paths.keys]: serveLibrary,
};

function findServe(parts: Parts, pathname: string): Serve {
  const found = backend[pathname];
  if (found !== undefined) return parts.switches.isUnavailable ? serveUnavailable : found;
  if (pathname === paths.userinfo) return serveUserinfo;
  if (pathname === studioSearchPath) return serveStudio;
  if (adsListPath.test(pathname)) return serveAds;
  if (pathname.startsWith(interactionPath)) return serveStep;
  if (pathname === paths.legacyAuthorization || pathname.startsWith(paths.authorization))
    return serveAuthorization;
  return pages[pathname] ?? serveNothing;
}

/** Serves one request. */
export async function serveGoogle(parts: Parts, exchange: Exchange): Promise<void> {
  await findServe(parts, exchange.url.pathname)(parts, exchange);
}
