// The UI host: /auth, the pages of a sign-in, the metadata document; everything else is a web page.
import { answerHtml, type Exchange } from '#practice/http/exchange';
import { interactionPath, serveInteraction } from '#practice/interactions';
import { answerNotFoundPage } from '#practice/looker/answers';
import { serveAuthorization, toReception } from '#practice/looker/authorization';
import { metadataRoute } from '#practice/looker/discovery-routes';
import { lookerBrand, type Parts } from '#practice/looker/parts';
import { toMessagePage } from '#practice/pages';

const frontPage = toMessagePage(
  lookerBrand,
  'Practice Looker',
  'A stand-in for Looker that runs on this computer only.',
);

/** Serves a request on the UI host. */
export async function serveUi(parts: Parts, exchange: Exchange): Promise<void> {
  const { pathname } = exchange.url;
  if (pathname === '/auth' || pathname.startsWith('/auth/')) await serveAuthorization(parts, exchange);
  else if (pathname.startsWith(interactionPath))
    await serveInteraction(parts.provider, exchange, toReception(parts));
  else if (metadataRoute.path.test(pathname)) metadataRoute.serve({ parts, exchange, args: [] });
  else if (pathname === '/') answerHtml(exchange, 200, frontPage);
  else answerNotFoundPage(exchange);
}
