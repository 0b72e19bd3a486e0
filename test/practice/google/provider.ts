// The certified library, set up as Google's OAuth server; what it does otherwise is bent by the files it names.
import type { Configuration, Provider } from 'oidc-provider';
import { bendRedirects } from '#practice/google/authorization';
import { issuesRefreshToken, keepCap, loadGoogleGrant, toRefreshTokenSeconds } from '#practice/google/grants';
import { paths, type Memory } from '#practice/google/parts';
import { createGooglePolicy } from '#practice/google/policy';
import { googleBrand, googleUsers } from '#practice/google/registration';
import { emailScope, knownScopes, profileScope } from '#practice/google/scopes';
import { bendTokenAnswers } from '#practice/google/token-faults';
import {
  getSigningKey,
  reportServerErrors,
  toBasicConfiguration,
  type OidcContext,
} from '#practice/provider-basics';
import { Provider as OidcProvider } from '#practice/provider-library';

const century = 100 * 365 * 24 * 3600;

function toLifetimes(basics: Configuration, memory: Memory): NonNullable<Configuration['ttl']> {
  return {
    ...basics.ttl,
    RefreshToken: (_ctx, token, client) => toRefreshTokenSeconds(memory, client.clientId, token.scope ?? ''),
    // A refresh token that is used lives on; what was agreed to must not end before it.
    Grant: century,
  };
}

/** Discovery tells of Google's ways, not of the library's: two methods of client authentication, two of PKCE. */
function bendDiscovery(provider: Provider): void {
  provider.use(async (ctx: OidcContext, next) => {
    await next();
    if (ctx.path !== paths.discovery || ctx.status !== 200) return;
    ctx.body = {
      ...(ctx.body as Record<string, unknown>),
      scopes_supported: ['openid', 'email', 'profile'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
      code_challenge_methods_supported: ['plain', 'S256'],
    };
  });
}

async function toConfiguration(origin: string, memory: Memory): Promise<Configuration> {
  const { store, clients, switches } = memory;
  const basics = toBasicConfiguration({
    brand: googleBrand,
    people: googleUsers,
    cookieSuffix: `google_${new URL(origin).port}`,
    accessTokenSeconds: () => switches.expiresInSeconds,
    refreshTokenDays: 180,
    deadEnd: (error, description) => `Error 400: ${error}. ${description}`,
  });
  const { authorization, token, revocation, userinfo, keys: jwks } = paths;
  return {
    ...basics,
    routes: { authorization, token, revocation, userinfo, jwks },
    pkce: { required: () => false },
    ttl: toLifetimes(basics, memory),
    interactions: { ...basics.interactions, policy: createGooglePolicy(memory) },
    adapter: (kind: string) => (kind === 'Client' ? clients.adapter : store.adapterFor(kind)),
    jwks: { keys: [await getSigningKey('RS256')] },
    scopes: [...knownScopes],
    claims: { openid: ['sub'], [emailScope]: ['email', 'email_verified'], [profileScope]: ['name'] },
    conformIdTokenClaims: false,
    extraParams: ['access_type', 'include_granted_scopes', 'enable_granular_consent'],
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      // Google binds only the refresh token, and in a way of its own (section 1.8): left out, the header is ignored.
      dPoP: { enabled: false },
    },
    rotateRefreshToken: false,
    issueRefreshToken: (_ctx, client, code) => issuesRefreshToken(memory, client.clientId, code.grantId),
    loadExistingGrant: (ctx) => loadGoogleGrant(memory, ctx),
  };
}

/** Makes the server. */
export async function createGoogleProvider(origin: string, memory: Memory): Promise<Provider> {
  const provider = new OidcProvider(origin, await toConfiguration(origin, memory));
  reportServerErrors(provider);
  provider.on('refresh_token.saved', ({ accountId, clientId }) => {
    keepCap(memory, accountId, clientId ?? '');
  });
  bendDiscovery(provider);
  bendRedirects(provider, memory);
  bendTokenAnswers(provider, memory);
  return provider;
}
