import type { Failure } from '#domain/failure';
import { fail, ok, type Result } from '#domain/result';
import type { LookedAt, ProviderApi } from '#usecases/ports';
import type { FakeGoogle } from './google';
import type { FakeLooker } from './looker';
import type { FakeServer } from './server';
import type { Story } from './story';

export class FakeApi implements ProviderApi {
  /** What an unauthenticated question is answered with, by address; anything else is a 404. */
  readonly pages = new Map<string, unknown>();
  /** The sign-in page, as somebody without a session sees it. */
  signInPage: Result<LookedAt> = ok(aPage('<title>Log in</title>'));
  readonly asked: string[] = [];
  readonly #server: FakeServer;
  readonly #looker: FakeLooker;
  readonly #google: FakeGoogle;
  readonly #story: Story;

  constructor(server: FakeServer, looker: FakeLooker, google: FakeGoogle, story: Story) {
    this.#server = server;
    this.#looker = looker;
    this.#google = google;
    this.#story = story;
  }

  readonly identify: ProviderApi['identify'] = async (endpoint, accessToken) => {
    const session = this.#server.sessionOf(accessToken.reveal());
    await this.#story.pass('identity asked');
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
    if (session === null) return fail(deadAt('acme'));
    const { host } = new URL(endpoint);
    return this.#google.isAt(endpoint) && this.#google.isUserInfoClosed
      ? fail({ kind: 'request-refused', host, status: 403, description: null })
      : ok(session.person);
  };

  readonly isAlive: ProviderApi['isAlive'] = async (_endpoint, accessToken) => {
    await this.#story.pass('access token probed');
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
    return ok(this.#server.sessionOf(accessToken.reveal()) !== null);
  };

  readonly logout: ProviderApi['logout'] = async (_endpoint, accessToken) => {
    await this.#story.pass('logged out');
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
    this.#server.logOut(accessToken.reveal());
    return ok(undefined);
  };

  readonly revoke: ProviderApi['revoke'] = async (address, refreshToken) => {
    const token = refreshToken.reveal();
    this.#server.revocations.push({ token, address });
    await this.#story.pass('revoked');
    const trouble = this.#server.trouble ?? this.#google.revocationTrouble;
    if (trouble !== null) return fail(trouble);
    const session = this.#server.sessions.find((one) => one.refreshToken === token);
    // One that is dead already counts as done.
    if (session !== undefined) this.#google.revoke(session);
    return ok(undefined);
  };

  /** Events are named by method and path, e.g. `PATCH session`. */
  readonly call: ProviderApi['call'] = async (request, accessToken) => {
    const { host, pathname } = new URL(request.url);
    const what = `${request.method} ${pathname.replace(/^\/api\/4\.0\//, '')}`;
    await this.#story.pass(what);
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
    const access = this.#server.accessOf(accessToken.reveal());
    if (access === null) return fail(deadAt(host));
    return this.#google.isAt(request.url)
      ? this.#google.answer(request, access)
      : this.#looker.answer(what, request, access);
  };

  readonly look: ProviderApi['look'] = async (url) => {
    this.asked.push(url);
    await this.#story.pass('page looked at');
    return this.#server.trouble === null ? this.signInPage : fail(this.#server.trouble);
  };

  readonly ask: ProviderApi['ask'] = async (url) => {
    this.asked.push(url);
    await this.#story.pass('question asked');
    const { host, pathname } = new URL(url);
    if (this.#server.trouble !== null) return fail(this.#server.trouble);
    if (this.pages.has(url)) return ok(this.pages.get(url));
    const { release, versionsWantToken } = this.#looker;
    return pathname === '/versions' && release !== null && !versionsWantToken
      ? ok({ looker_release_version: release })
      : fail({ kind: 'request-refused', host, status: 404, description: null });
  };
}

export function aPage(text: string, status = 200): LookedAt {
  return { status, text, failure: { kind: 'provider-misbehaved', host: 'acme', status, what: 'html' } };
}

function deadAt(host: string): Failure {
  return { kind: 'request-refused', host, status: 401, description: null };
}
