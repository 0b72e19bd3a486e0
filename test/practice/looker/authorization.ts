// GET /auth: oidc-provider judges client, redirect URI and PKCE; this file adds what only Looker does
// (Looker fact sheet, section 2).
import type { Provider } from 'oidc-provider';
import type { Exchange } from '#practice/http/exchange';
import { toReplay } from '#practice/http/replay';
import type { Reception } from '#practice/interactions';
import type { ClientApps } from '#practice/looker/client-apps';
import { lookerBrand, type Parts } from '#practice/looker/parts';
import type { LookerUser } from '#practice/looker/people';
import type { LookerSwitches } from '#practice/looker/switches';
import type { OidcContext } from '#practice/provider-basics';

/** The one scope that Looker grants. */
export const grantedScope = 'cors_api';
/** A scope the library knows and no client may have: whatever else is asked for becomes this, and is refused. */
export const refusedScope = 'all';

/** Sends an authorization request on to oidc-provider. */
export async function serveAuthorization({ provider }: Parts, exchange: Exchange): Promise<void> {
  const url = new URL(exchange.url);
  if (url.pathname === '/auth' && url.searchParams.get('scope') !== grantedScope) {
    url.searchParams.set('scope', refusedScope);
  }
  await provider.callback()(toReplay(exchange, { url: `${url.pathname}${url.search}` }), exchange.res);
}

/** The words on the page of a request that is treated as forgery: the browser stays there. */
export function toDeadEndWords(error: string, description: string): string {
  if (error === 'invalid_client') return 'The OAuth client was not found.';
  if (error === 'invalid_redirect_uri')
    return 'redirect_uri mismatch: it is not the one registered for this client.';
  return `${error}: ${description}`;
}

function toOddRedirect(location: string, redirectUri: string, sendsIss: boolean): string {
  const answer = new URL(location).searchParams;
  if (!sendsIss) answer.delete('iss');
  return `${redirectUri}?&${answer.toString()}`;
}

/** Redirects in Looker's form `redirect_uri?&code=...&state=...`, without `iss` unless switched on. */
export function bendRedirects(provider: Provider, switches: LookerSwitches): void {
  provider.use(async (ctx: OidcContext, next) => {
    await next();
    const location = ctx.response.headers.location;
    const redirectUri = ctx.oidc.params?.['redirect_uri'];
    if (typeof location !== 'string' || typeof redirectUri !== 'string') return;
    if (!location.startsWith(redirectUri)) return;
    ctx.set('location', toOddRedirect(location, redirectUri, switches.sendsIss));
  });
}

/** A user who accepted the app once is not asked again, in any browser; every sign-in is a grant of its own. */
export async function loadLookerGrant(
  ctx: OidcContext,
  apps: ClientApps,
): Promise<InstanceType<Provider['Grant']> | undefined> {
  const { client, account, provider } = ctx.oidc;
  if (client === undefined || account === undefined) return undefined;
  if (apps.find(client.clientId)?.activatedUserIds.has(account.accountId) !== true) return undefined;
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope(grantedScope);
  await grant.save();
  return grant;
}

/** The login and disclosure pages as Looker has them. */
export function toReception({ apps, users }: Parts): Reception {
  return {
    brand: lookerBrand,
    people: users,
    describeApp(guid) {
      const app = apps.find(guid);
      return { displayName: app?.displayName ?? guid, description: app?.description ?? '' };
    },
    refusalFor(person, guid) {
      const groupId = apps.find(guid)?.groupId ?? '';
      const user: LookerUser | undefined = users.find((candidate) => candidate.id === person.id);
      if (groupId === '' || user?.groupIds.includes(groupId) === true) return undefined;
      return 'You do not have access to this application. Ask your Looker admin.';
    },
    accept(person, guid) {
      apps.setActivated(guid, person.id, true);
    },
  };
}
