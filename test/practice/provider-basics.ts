// What both practice servers ask of oidc-provider: no default of the library that prints a notice is left standing.
import { generateKeyPair, randomBytes, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Configuration, JWK, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { interactionPath, type Person } from '#practice/interactions';
import { toMessagePage, type Brand } from '#practice/pages';
import { interactionPolicy } from '#practice/provider-library';

const day = 24 * 3600;

/** What differs between the two servers in the common part. */
export type Basics = {
  readonly brand: Brand;
  readonly people: readonly Person[];
  /** Sets the cookies of two servers on one host apart: a browser does not by port. */
  readonly cookieSuffix: string;
  readonly accessTokenSeconds: () => number;
  readonly refreshTokenDays: number;
  /** Words for a request that cannot go back to the app. */
  readonly deadEnd: (error: string, description: string) => string;
};

/** The library's context narrowed to what the bridges use. */
export type OidcContext = KoaContextWithOIDC;

type Algorithm = 'ES256' | 'RS256';

async function makeSigningKey(algorithm: Algorithm): Promise<JWK> {
  const { privateKey }: { privateKey: KeyObject } =
    algorithm === 'ES256'
      ? await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' })
      : await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { ...(privateKey.export({ format: 'jwk' }) as JWK), alg: algorithm, use: 'sig' };
}

const signingKeys = new Map<Algorithm, Promise<JWK>>();

/** The key that signs ID tokens, made once per process: an RSA key takes longer than all the rest of a start. */
export function getSigningKey(algorithm: Algorithm): Promise<JWK> {
  const key = signingKeys.get(algorithm) ?? makeSigningKey(algorithm);
  signingKeys.set(algorithm, key);
  return key;
}

/** A person who agreed once is not asked again only because the client is a native app. */
export function createPolicy(): ReturnType<typeof interactionPolicy.base> {
  const policy = interactionPolicy.base();
  policy.get('consent')?.checks.remove('native_client_prompt');
  return policy;
}

function toCookies(suffix: string): NonNullable<Configuration['cookies']> {
  return {
    keys: [randomBytes(16).toString('hex')],
    names: { session: `session_${suffix}`, interaction: `interaction_${suffix}`, resume: `resume_${suffix}` },
  };
}

function toTtl(basics: Basics): NonNullable<Configuration['ttl']> {
  return {
    AccessToken: () => basics.accessTokenSeconds(),
    AuthorizationCode: () => 60,
    RefreshToken: () => basics.refreshTokenDays * day,
    IdToken: () => 3600,
    Grant: () => 2 * basics.refreshTokenDays * day,
    Interaction: () => 3600,
    Session: () => 14 * day,
  };
}

/** The common part of the configuration; spread it first. */
export function toBasicConfiguration(basics: Basics): Configuration {
  return {
    cookies: toCookies(basics.cookieSuffix),
    ttl: toTtl(basics),
    clockTolerance: 0,
    interactions: {
      policy: createPolicy(),
      url: (_ctx, interaction) => `${interactionPath}${interaction.uid}`,
    },
    pkce: { required: () => true },
    clientBasedCORS: () => true,
    expiresWithSession: () => false,
    issueRefreshToken: () => true,
    findAccount(_ctx, id) {
      const person = basics.people.find((candidate) => candidate.id === id);
      if (person === undefined) return undefined;
      return {
        accountId: id,
        claims: () => ({ sub: id, email: person.email, email_verified: true, name: person.displayName }),
      };
    },
    renderError(ctx, out) {
      ctx.type = 'html';
      ctx.body = toMessagePage(basics.brand, 'Error', basics.deadEnd(out.error, out.error_description ?? ''));
    },
  };
}

/** A failure of the library itself must be seen; expected OAuth errors are not failures. */
export function reportServerErrors(provider: Provider): void {
  provider.on('server_error', (_ctx, error) => {
    console.error('practice server, oidc-provider:', error);
  });
}
