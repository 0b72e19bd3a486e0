import { fail, ok, type Result } from '#domain/result';
import { Secret } from '#domain/secret';
import type { TokenSet } from '#domain/token-set';
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

  readonly redeem: OAuth['redeem'] = async (_request, judged) => {
    await this.#story.pass('code redeemed');
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
    if (judged.get('code') === null) return fail({ kind: 'code-rejected', description: null });
    const session = this.#server.open();
    return ok(this.#toTokenSet(session, session.refreshToken));
  };

  readonly renew: OAuth['renew'] = async (binding, refreshToken): Promise<Result<TokenSet>> => {
    const sent = refreshToken.reveal();
    this.#server.received.push({ refreshToken: sent, address: binding.tokenEndpoint });
    // The server works while the answer is still on its way.
    const session = this.#server.trouble === null ? this.#server.redeemRefresh(sent) : null;
    const tokens = session === null ? null : this.#toTokenSet(session, this.#replacementOf(session, sent));
    await this.#story.pass('refresh token sent');
    if (this.#server.bug !== null) throw this.#server.bug;
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
    return tokens === null ? fail({ kind: 'sign-in-expired', interrupted: false }) : ok(tokens);
  };

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
