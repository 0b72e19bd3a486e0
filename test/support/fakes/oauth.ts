import { fail, ok, type Result } from '#domain/result';
import { Secret } from '#domain/secret';
import type { Binding, TokenSet } from '#domain/token-set';
import type { Clock, OAuth } from '#usecases/ports';
import type { FakeServer, Session } from './server';
import type { Story } from './story';

export class FakeOAuth implements OAuth {
  readonly #server: FakeServer;
  readonly #story: Story;
  readonly #clock: Clock;

  constructor(server: FakeServer, story: Story, clock: Clock) {
    this.#server = server;
    this.#story = story;
    this.#clock = clock;
  }

  readonly newProof: OAuth['newProof'] = () => ({
    state: new Secret(this.#server.secret('state')),
    codeVerifier: new Secret(this.#server.secret('verifier')),
  });

  readonly authorizationUrl: OAuth['authorizationUrl'] = async (request) => {
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
    await this.#story.pass('code redeemed');
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
    if (judged.get('code') === null) return fail({ kind: 'code-rejected', description: null });
    const session = this.#server.open(this.#server.person, request.clientId);
    return ok(this.#toTokenSet(session, session.refreshToken));
  };

  readonly renew: OAuth['renew'] = ({ binding, credential }) =>
    credential.kind === 'api-key'
      ? this.#logIn(binding, credential.keySecret)
      : this.#refresh(binding, credential.refreshToken);

  async #refresh(binding: Binding, refreshToken: Secret): Promise<Result<TokenSet>> {
    const sent = refreshToken.reveal();
    this.#server.received.push({ refreshToken: sent, address: binding.tokenEndpoint });
    // The server works while the answer is still on its way.
    const session = this.#server.trouble === null ? this.#server.redeemRefresh(sent) : null;
    const tokens = session === null ? null : this.#toTokenSet(session, this.#replacementOf(session, sent));
    await this.#story.pass('refresh token sent');
    if (this.#server.bug !== null) throw this.#server.bug;
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
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
      scope: null,
    };
  }
}
