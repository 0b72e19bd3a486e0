// The register of OAuth clients: which exist, which were deleted, and where each may send a browser back to.
import type { Adapter, ClientMetadata } from 'oidc-provider';
import type { ClientKey, GoogleClient } from '#practice/google/projects';

/** The register. */
export type Clients = {
  readonly byKey: Readonly<Record<ClientKey, GoogleClient>>;
  /** A client whether deleted or not; undefined for an unknown id. */
  find(clientId: string): GoogleClient | undefined;
  isDeleted(clientId: string): boolean;
  delete(clientId: string): void;
  /** Takes a deletion back, as the console can for about 30 days. */
  restore(clientId: string): void;
  /** Whether this client may use the redirect URI (section 1.2). A desktop client's is noted for the library. */
  allowsRedirect(client: GoogleClient, redirectUri: string): boolean;
  /** What the library looks clients up in. */
  readonly adapter: Adapter;
};

const loopbackHosts: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/** Any port and any path of this computer (RFC 8252, section 7.3). */
function isLoopback(redirectUri: string): boolean {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
  const isPlain = url?.hash === '' && url.username === '';
  return isPlain && url.protocol === 'http:' && loopbackHosts.includes(url.hostname);
}

/** The secret is the bridge's business (section 1.4), so the library sees a public client. */
function toMetadata(client: GoogleClient, redirectUris: readonly string[]): ClientMetadata {
  return {
    client_id: client.clientId,
    client_name: client.displayName,
    // Also for desktop: the bridge decides about loopback, and the library compares exactly what the bridge let in.
    application_type: 'web',
    redirect_uris: [...redirectUris],
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    id_token_signed_response_alg: 'RS256',
  };
}

function toAdapter(lookUp: (clientId: string) => ClientMetadata | undefined): Adapter {
  const refuse = (): Promise<never> => Promise.reject(new Error('clients change only through the register'));
  const nothing = (): Promise<undefined> => Promise.resolve(undefined);
  return {
    find: (id) => Promise.resolve(lookUp(id)),
    upsert: refuse,
    consume: refuse,
    destroy: refuse,
    revokeByGrantId: refuse,
    findByUid: nothing,
    findByUserCode: nothing,
  };
}

/** Makes the register. */
export function createClients(byKey: Readonly<Record<ClientKey, GoogleClient>>): Clients {
  const deleted = new Set<string>();
  const seenRedirects = new Map<string, Set<string>>();
  const find = (clientId: string): GoogleClient | undefined =>
    Object.values(byKey).find((client) => client.clientId === clientId);
  const redirectsOf = (client: GoogleClient): Set<string> => {
    const known = seenRedirects.get(client.clientId) ?? new Set(client.redirectUris);
    seenRedirects.set(client.clientId, known);
    return known;
  };
  return {
    byKey,
    find,
    isDeleted: (clientId) => deleted.has(clientId),
    delete: (clientId) => void deleted.add(clientId),
    restore: (clientId) => void deleted.delete(clientId),
    allowsRedirect(client, redirectUri) {
      if (client.kind === 'web') return client.redirectUris.includes(redirectUri);
      if (!isLoopback(redirectUri)) return false;
      redirectsOf(client).add(redirectUri);
      return true;
    },
    adapter: toAdapter((clientId) => {
      const client = deleted.has(clientId) ? undefined : find(clientId);
      return client && toMetadata(client, [...redirectsOf(client)]);
    }),
  };
}
