import { fail, ok } from '#domain/result';
import type { ProviderApi } from '#usecases/ports';
import type { FakeServer } from './server';
import type { Story } from './story';

export class FakeApi implements ProviderApi {
  /** What an unauthenticated question is answered with, by address; anything else is a 404. */
  readonly pages = new Map<string, unknown>();
  readonly asked: string[] = [];
  readonly #server: FakeServer;
  readonly #story: Story;

  constructor(server: FakeServer, story: Story) {
    this.#server = server;
    this.#story = story;
  }

  readonly identify: ProviderApi['identify'] = async (_endpoint, accessToken) => {
    const session = this.#server.sessionOf(accessToken.reveal());
    await this.#story.pass('identity asked');
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
    if (session !== null) return ok(session.person);
    return fail({ kind: 'request-refused', host: 'acme', status: 401, description: null });
  };

  readonly isAlive: ProviderApi['isAlive'] = async (_endpoint, accessToken) => {
    await this.#story.pass('access token probed');
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
    return ok(this.#server.sessionOf(accessToken.reveal()) !== null);
  };

  readonly logout: ProviderApi['logout'] = async (_endpoint, accessToken) => {
    await this.#story.pass('logged out');
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
    const session = this.#server.sessionOf(accessToken.reveal());
    if (session !== null) this.#server.end(session);
    return ok(undefined);
  };

  readonly revoke: ProviderApi['revoke'] = async (_endpoint, _clientId, refreshToken) => {
    await this.#story.pass('revoked');
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
    const session = this.#server.sessions.find((one) => one.refreshToken === refreshToken.reveal());
    if (session !== undefined) this.#server.end(session);
    return ok(undefined);
  };

  readonly ask: ProviderApi['ask'] = async (url) => {
    this.asked.push(url);
    await this.#story.pass('question asked');
    return this.pages.has(url)
      ? ok(this.pages.get(url))
      : fail({ kind: 'request-refused', host: new URL(url).host, status: 404, description: null });
  };
}
