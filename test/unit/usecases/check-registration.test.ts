// "They say it is done": is the client of this instance registered?
import { describe, expect, test } from 'vitest';
import { ok } from '#domain/result';
import { ana, aGoogle, aKeyAccount, aKnownAccount, ben, minutes } from '#support/builders';
import { aDesk } from '#support/desk';
import { aPage } from '#support/fakes/provider-api';

const redirectUri = 'http://127.0.0.1:48517/callback';
const host = 'acme.cloud.looker.com';

const byPage = (verdict: string) => ({
  ok: true,
  value: { verdict, by: 'sign-in-page', registeredUris: [] },
});

/** An admin with a live token, and an analyst with one. */
async function anAdminsDesk() {
  const desk = aDesk({ accounts: [aKnownAccount({ id: 'ben', identity: ben }), aKeyAccount()] });
  desk.looker.knows(ana, { isAdmin: true });
  await desk.refreshes('ben');
  await desk.inspection.inspect('key');
  return desk;
}

describe('somebody signed in who may look', () => {
  test('knows that it is registered', async () => {
    const desk = await anAdminsDesk();
    desk.looker.registers();
    expect(await desk.checkRegistration('acme')).toEqual({
      ok: true,
      value: { verdict: 'registered', by: 'api', registeredUris: [redirectUri] },
    });
    expect(desk.api.asked.filter((url) => url.includes('/auth'))).toEqual([]);
  });

  test('knows that it is switched off', async () => {
    const desk = await anAdminsDesk();
    desk.looker.registers({ enabled: false });
    expect(await desk.checkRegistration('acme')).toMatchObject({ value: { verdict: 'disabled', by: 'api' } });
  });

  test('knows that it has another redirect address, and which', async () => {
    const desk = await anAdminsDesk();
    desk.looker.registers({ redirectUris: ['http://localhost:48517/callback'] });
    expect(await desk.checkRegistration('acme')).toEqual({
      ok: true,
      value: { verdict: 'uri-differs', by: 'api', registeredUris: ['http://localhost:48517/callback'] },
    });
  });

  test('finds the address among several', async () => {
    const desk = await anAdminsDesk();
    desk.looker.knowsSeveralUris = true;
    desk.looker.registers({ redirectUris: ['http://other/', redirectUri] });
    expect(await desk.checkRegistration('acme')).toMatchObject({ value: { verdict: 'registered' } });
  });

  test('and is an admin knows that it is not there', async () => {
    const desk = await anAdminsDesk();
    expect(await desk.checkRegistration('acme')).toEqual({
      ok: true,
      value: { verdict: 'not-registered', by: 'api', registeredUris: [] },
    });
  });

  test('who is an admin no longer does not know that it is not there', async () => {
    const desk = await anAdminsDesk();
    desk.looker.knows(ana, { isAdmin: false });
    expect(desk.accountOf('key').isAdmin).toBe(true);
    expect(await desk.checkRegistration('acme')).toEqual(byPage('not-refused'));
  });

  test('with a token that has ended is not asked: nothing is renewed for this', async () => {
    const desk = await anAdminsDesk();
    desk.looker.registers();
    await desk.clock.pass(minutes(61));
    expect(await desk.checkRegistration('acme')).toEqual(byPage('not-refused'));
    expect(desk.server.logins).toHaveLength(1);
  });
});

describe('somebody who may not look', () => {
  async function anAnalystsDesk() {
    const desk = aDesk({ accounts: [aKnownAccount({ id: 'ben', identity: ben })] });
    await desk.refreshes('ben');
    return desk;
  }

  test('hears "not found" from the API, and that counts for nothing', async () => {
    const desk = await anAnalystsDesk();
    expect(await desk.checkRegistration('acme')).toEqual(byPage('not-refused'));
    await desk.inspection.inspect('ben');
    expect(await desk.checkRegistration('acme')).toEqual(byPage('not-refused'));
  });

  test('known not to be an admin, the same', async () => {
    const desk = await anAnalystsDesk();
    desk.looker.knows(ben, { seesNames: true });
    await desk.inspection.inspect('ben');
    expect(desk.accountOf('ben').isAdmin).toBe(false);
    expect(await desk.checkRegistration('acme')).toEqual(byPage('not-refused'));
  });
});

describe('the sign-in page', () => {
  test.each([
    ['The OAuth client was not found', 'not-registered'],
    ['<h1>the oauth CLIENT was not found.</h1>', 'not-registered'],
    ['redirect_uri mismatch', 'uri-differs'],
    ['<title>Log in to Looker</title>', 'not-refused'],
    ['', 'not-refused'],
  ])('that says %j means: %s', async (page, verdict) => {
    const desk = aDesk();
    desk.api.signInPage = ok(aPage(page));
    expect(await desk.checkRegistration('acme')).toEqual(byPage(verdict));
  });

  test('that sends on, to a login of the company say, does not refuse', async () => {
    const desk = aDesk();
    desk.api.signInPage = {
      ok: false,
      failure: { kind: 'provider-misbehaved', host, status: 302, what: 'redirect' },
    };
    expect(await desk.checkRegistration('acme')).toEqual(byPage('not-refused'));
  });

  test.each([404, 429, 500, 502])(
    'that is an error page (%i) says nothing about the client',
    async (status) => {
      const desk = aDesk();
      desk.api.signInPage = ok(aPage('<h1>Bad gateway</h1>', status));
      expect(await desk.checkRegistration('acme')).toMatchObject({ ok: false });
    },
  );

  test('that refuses with an error status still refuses', async () => {
    const desk = aDesk();
    desk.api.signInPage = ok(aPage('The OAuth client was not found', 404));
    expect(await desk.checkRegistration('acme')).toEqual(byPage('not-registered'));
  });

  test('is asked as a sign-in would, and that is all: no receiver, no browser, no attempt', async () => {
    const desk = aDesk();
    await desk.checkRegistration('acme');
    expect(desk.api.asked).toHaveLength(1);
    expect(desk.api.asked[0]).toMatch(/^https:\/\/acme\.cloud\.looker\.com\/auth\?/);
    expect(desk.receiver.doors).toEqual([]);
    expect(desk.browser.opened).toEqual([]);
    expect(desk.attemptAt()).toBeUndefined();
  });

  test('that cannot be reached says so', async () => {
    const desk = aDesk();
    desk.server.trouble = { kind: 'offline', host };
    expect(await desk.checkRegistration('acme')).toEqual({ ok: false, failure: { kind: 'offline', host } });
  });

  test('of a Google refuses nothing that we would know', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    expect(await desk.checkRegistration('studio')).toEqual(byPage('not-refused'));
    expect(await desk.checkRegistration('gone')).toMatchObject({ failure: { kind: 'instance-unknown' } });
  });
});
