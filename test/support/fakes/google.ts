// What Google knows beside sign-in: clients with their secrets and projects, what people granted, what a token is good
// for, and two APIs that prove it.
import type { Failure } from '#domain/failure';
import type { ApiRequest } from '#domain/provider-calls';
import { fail, ok, type Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import { googleEndpoints } from '#providers/google-endpoints';
import type { Access, FakeServer, Session } from './server';

export type ClientThere = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly projectId: string;
};

const hosts = new Set(Object.values(googleEndpoints).map((url) => new URL(url).host));

export class FakeGoogle {
  readonly clients = new Map<string, ClientThere>();
  /** What people leave ticked, space separated; null: everything that is asked for. */
  grants: string | null = null;
  /** Consent for a time, in seconds from now on (`refresh_token_expires_in`). */
  consentSeconds: number | null = null;
  /** What every revocation comes to, beside the server's own trouble. */
  revocationTrouble: Failure | null = null;
  /** Userinfo tells nobody. */
  isUserInfoClosed = false;
  /** Customers by their ten digits. */
  customers: readonly string[] = ['1234567890'];
  /** What a call comes to, by the end of its path: `tokeninfo`, `assets:search`, `customers:listAccessibleCustomers`. */
  readonly failures = new Map<string, Failure>();
  /** Every call of an API. */
  readonly calls: { readonly url: string; readonly method: string }[] = [];
  /** Every client secret that was sent here, and where to. */
  readonly secretsSent: { readonly clientSecret: string | null; readonly address: string }[] = [];
  readonly #server: FakeServer;

  constructor(server: FakeServer) {
    this.#server = server;
  }

  isAt(url: string): boolean {
    return hosts.has(new URL(url).host);
  }

  /** Makes a client in the console, or finds it. */
  registers(clientId: string, projectId = 'acme-tokens'): ClientThere {
    const found = this.clients.get(clientId);
    if (found !== undefined) return found;
    const client = { clientId, clientSecret: this.#server.secret('client-secret'), projectId };
    this.clients.set(clientId, client);
    return client;
  }

  /** Null when the client may have tokens. Clients of other servers are not judged here. */
  refusalOf(address: string, clientId: string, given: Secret | null): Failure | null {
    if (!this.isAt(address)) return null;
    const clientSecret = given?.reveal() ?? null;
    this.secretsSent.push({ clientSecret, address });
    if (clientSecret === null) return { kind: 'client-secret-missing', clientId };
    const isRight = this.clients.get(clientId)?.clientSecret === clientSecret;
    return isRight
      ? null
      : { kind: 'client-rejected', clientId, error: 'invalid_client', description: 'Unauthorized' };
  }

  /** What was granted, as the answer says it; null elsewhere. */
  grantedOf(address: string, asked: string): string | null {
    return this.isAt(address) ? (this.grants ?? asked) : null;
  }

  /** Ends what this person granted to all clients of the project. */
  revoke(session: Session): void {
    const project = this.#projectOf(session);
    this.#server.endWhere(
      (other) => other.person.userId === session.person.userId && this.#projectOf(other) === project,
    );
  }

  answer({ url, method }: ApiRequest, access: Access): Result<unknown> {
    this.calls.push({ url, method });
    const { host, pathname } = new URL(url);
    const what = pathname.slice(pathname.lastIndexOf('/') + 1);
    const failure = this.failures.get(what);
    if (failure !== undefined) return fail(failure);
    if (what === 'tokeninfo') return ok(this.#tokenInfo(access));
    if (what === 'assets:search') return ok({ assets: [] });
    if (what === 'customers:listAccessibleCustomers')
      return ok({ resourceNames: this.customers.map((id) => `customers/${id}`) });
    return fail({ kind: 'not-found-or-not-allowed', host });
  }

  #projectOf({ clientId }: Session): string | null {
    return clientId === null ? null : (this.clients.get(clientId)?.projectId ?? null);
  }

  /** Numbers and booleans are text there. */
  #tokenInfo({ session, expiresAt }: Access): unknown {
    const scope = session.scope ?? '';
    return {
      azp: session.clientId,
      aud: session.clientId,
      sub: session.person.userId,
      scope,
      exp: String(Math.floor(expiresAt / 1000)),
      expires_in: '3599',
      access_type: 'offline',
      ...(scope.includes('email') ? { email: session.person.email, email_verified: 'true' } : {}),
    };
  }
}
