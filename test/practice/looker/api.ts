// The API host: which request goes where, and what every call has to pass first.
import { answerHtml, isMalformed, markFault, type Exchange } from '#practice/http/exchange';
import { accountRoutes, loginRoutes } from '#practice/looker/account-routes';
import {
  answerError,
  answerNotFound,
  answerRequiresAuthentication,
  answerUnavailable,
  portalPage,
} from '#practice/looker/answers';
import { readToken, type Call, type OpenCall, type OpenRoute, type Route } from '#practice/looker/call';
import { clientAppRoutes } from '#practice/looker/client-app-routes';
import { peopleRoutes } from '#practice/looker/people-routes';
import { discoveryRoutes } from '#practice/looker/discovery-routes';
import type { Parts } from '#practice/looker/parts';
import { serveToken, tokenPath } from '#practice/looker/token-endpoint';

const openRoutes: readonly OpenRoute[] = [...discoveryRoutes, ...loginRoutes];
const routes: readonly Route[] = [...accountRoutes, ...peopleRoutes, ...clientAppRoutes];

type Matchable = {
  readonly method: string;
  readonly path: RegExp;
};

function findRoute<R extends Matchable>(
  table: readonly R[],
  exchange: Exchange,
): { readonly route: R; readonly args: readonly string[] } | undefined {
  for (const route of table) {
    const match = route.method === exchange.method ? route.path.exec(exchange.url.pathname) : null;
    if (match) return { route, args: match.slice(1).map((part) => decodeURIComponent(part)) };
  }
  return undefined;
}

function identify(open: OpenCall): Call | undefined {
  const session = open.parts.sessions.find(readToken(open.exchange));
  const user = open.parts.users.find((candidate) => candidate.id === session?.userId);
  return session && user ? { ...open, session, user } : undefined;
}

function answerApiFault({ switches }: Parts, exchange: Exchange): boolean {
  const fault = switches.apiFault;
  if (fault === 'none' || !exchange.url.pathname.startsWith('/api/4.0/')) return false;
  if (fault !== 'too-many-requests') markFault(exchange);
  if (fault === 'captive-portal') answerHtml(exchange, 200, portalPage);
  else answerUnavailable(exchange, fault, switches.retryAfter);
  return true;
}

function isRefusedByCors({ allowedOrigins }: Parts, { req }: Exchange): boolean {
  return req.headers.origin !== undefined && !allowedOrigins.includes(req.headers.origin);
}

function serveStranger(open: OpenCall, route: Route | undefined): void {
  if (route?.serveDead) route.serveDead(open);
  else answerRequiresAuthentication(open.exchange);
}

function serveCall(parts: Parts, exchange: Exchange): void {
  const open = findRoute(openRoutes, exchange);
  if (open) {
    open.route.serve({ parts, exchange, args: open.args });
    return;
  }
  const found = findRoute(routes, exchange);
  const call = identify({ parts, exchange, args: found?.args ?? [] });
  if (!exchange.url.pathname.startsWith('/api/')) answerError(exchange, 403, 'Forbidden');
  else if (call === undefined) serveStranger({ parts, exchange, args: [] }, found?.route);
  else if (found === undefined) answerNotFound(exchange);
  else if (isMalformed(exchange)) answerError(exchange, 400, 'The body is not a JSON object.');
  else found.route.serve(call);
}

/** Serves a request on the API host. */
export async function serveApi(parts: Parts, exchange: Exchange): Promise<void> {
  if (isRefusedByCors(parts, exchange)) answerError(exchange, 403, 'CORS: this origin is not allowed');
  else if (exchange.url.pathname === tokenPath) await serveToken(parts, exchange);
  else if (!answerApiFault(parts, exchange)) serveCall(parts, exchange);
}
