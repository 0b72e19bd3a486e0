import { fail, ok, type Result } from '#domain/result';
import { Secret } from '#domain/secret';
import { secretOf, type Binding, type TokenSet } from '#domain/token-set';
import type { AuthorizationRequest, Clock, OAuth } from '#usecases/ports';
import type { FakeGoogle } from './google';
import type { FakeServer, Session } from './server';
import type { Story } from './story';

export class FakeOAuth implements OAuth {
  readonly #server: FakeServer;
  readonly #google: FakeGoogle;
  readonly #story: Story;
  readonly #clock: Clock;
  /** Every request for a code, in order. */
  readonly requests: AuthorizationRequest[] = [];

  constructor(server: FakeServer, google: FakeGoogle, story: Story, clock: Clock) {
    this.#server = server;
    this.#google = google;
    this.#story = story;
    this.#clock = clock;
  }

  readonly newProof: OAuth['newProof'] = () => ({
    state: new Secret(this.#server.secret('state')),
    codeVerifier: new Secret(this.#server.secret('verifier')),
  });

  readonly authorizationUrl: OAuth['authorizationUrl'] = async (request) => {
    this.requests.push(request);
    await this.#story.pass('address made');
    return `${request.endpoints.authorization}?state=${request.proof.state.reveal()}`;
  };

  readonly judge: OAuth['judge'] = (request, answer) => {
    const error = answer.get('error');
    const issuer = answer.get('iss');
    if (issuer !== null && issuer !== request.endpoints.issuer) {
      return fail({ kind: 'issuer-mismatch', expected: request.endpoints.issuer });
    }
    return error === null ? ok(answer) : fail({ kind: 'sign-in-refused', error, description: null });
  };

  readonly redeem: OAuth['redeem'] = async (request, judged) => {
    const sentAt = this.#clock.now();
    await this.#story.pass('code redeemed');
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
    if (judged.get('code') === null) return fail({ kind: 'code-rejected', description: null });
    const refused = this.#google.refusalOf(request.endpoints.token, request.clientId, request.clientSecret);
    if (refused !== null) return fail(refused);
    const { consentSeconds } = this.#google;
    const session = this.#server.open(this.#server.person, request.clientId, {
      scope: this.#google.grantedOf(request.endpoints.token, request.scope),
      endsAt: consentSeconds === null ? null : this.#clock.now() + consentSeconds * 1000,
    });
    const tokens = this.#toTokenSet(session, session.refreshToken);
    // A lifetime counts from the sending, also when the clock was set since.
    const life = tokens.expiresAt - tokens.issuedAt;
    return ok({ ...tokens, issuedAt: sentAt, expiresAt: sentAt + life });
  };

  readonly renew: OAuth['renew'] = ({ binding, credential }, clientSecret) =>
    credential.kind === 'api-key'
      ? this.#logIn(binding, credential.keySecret)
      : this.#refresh(binding, secretOf(credential), clientSecret);

  async #refresh(
    { tokenEndpoint: address, clientId }: Binding,
    refreshToken: Secret,
    clientSecret: Secret | null,
  ): Promise<Result<TokenSet>> {
    const sent = refreshToken.reveal();
    this.#server.received.push({ refreshToken: sent, address });
    const refused = this.#google.refusalOf(address, clientId, clientSecret);
    const isTaken = this.#server.trouble === null && refused === null;
    // The server works while the answer is still on its way.
    const session = isTaken ? this.#server.redeemRefresh(sent) : null;
    const tokens = session === null ? null : this.#toTokenSet(session, this.#replacementOf(session, sent));
    await this.#story.pass('refresh token sent');
    if (this.#server.bug !== null) throw this.#server.bug;
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
    if (refused !== null) return fail(refused);
    return tokens === null ? fail({ kind: 'sign-in-expired', interrupted: false }) : ok(tokens);
  }

  async #logIn(
    { tokenEndpoint: address, clientId: keyId }: Binding,
    secret: Secret,
  ): Promise<Result<TokenSet>> {
    const keySecret = secret.reveal();
    this.#server.logins.push({ keyId, keySecret, address });
    const session = this.#server.trouble === null ? this.#server.logIn(keyId, keySecret) : null;
    const tokens = session === null ? null : this.#toTokenSet(session, null);
    await this.#story.pass('key sent');
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
    const { host } = new URL(address);
    return tokens === null ? fail({ kind: 'api-key-rejected', host, keyId }) : ok(tokens);
  }

  #replacementOf(session: Session, sent: string): string | null {
    return session.refreshToken === sent ? null : session.refreshToken;
  }

  #toTokenSet(session: Session, refreshToken: string | null): TokenSet {
    const { token, expiresAt } = this.#server.issueAccess(session);
    return {
      accessToken: new Secret(token),
      refreshToken: refreshToken === null ? null : new Secret(refreshToken),
      issuedAt: this.#clock.now(),
      expiresAt,
      // As Google does it: with the code only.
      refreshEndsAt: refreshToken === null ? null : session.endsAt,
      scope: session.scope,
    };
  }
}
