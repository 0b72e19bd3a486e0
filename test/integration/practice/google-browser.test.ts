// A person with a real browser at the practice Google: the chooser, the boxes and the warning work by their names.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openAudience } from '#practice/google/projects';
import { googleAna, googleBen, googleDana } from '#practice/google/registration';
import { startPracticeGoogle, type PracticeGoogle } from '#practice/google/start';
import { openDoor, type Door } from '#practice/http/door';
import { startRobotBrowser, type RobotBrowser, type Sight } from '#support/robot-browser';
import { adsScope, callWith, redeem, toSignInUrl, type SignIn } from './google-client.ts';

let receiver: Door;
let google: PracticeGoogle;
let robot: RobotBrowser;

beforeAll(async () => {
  receiver = await openDoor((_req, res) => {
    res.writeHead(200, { 'content-type': 'text/html' }).end('<title>Done</title><p>Back in the app.</p>');
    return Promise.resolve();
  });
  robot = await startRobotBrowser();
});
beforeEach(async () => {
  google = await startPracticeGoogle();
  await robot.newPerson();
});
afterEach(() => google.close());
afterAll(() => Promise.all([robot.close(), receiver.close()]));

function urlFor(params: SignIn['params']): string {
  return toSignInUrl(google, { params: { redirect_uri: `${receiver.origin}/callback`, ...params } });
}

/** The address of who the code that came back belongs to. */
async function whoCameBack({ finalUrl }: Sight): Promise<unknown> {
  const stop = { status: 303, url: '', html: '', sentTo: finalUrl };
  const { body } = await redeem(google, stop, { redirect_uri: `${receiver.origin}/callback` });
  return (await callWith(google, '/tokeninfo', String(body['access_token']))).body['email'];
}

test('a delegated sign-in is only a login', async () => {
  const sight = await robot.signIn(urlFor({}), { email: googleAna.email, consent: 'accept' });
  expect(sight).toMatchObject({ title: 'Done' });
});

test('the chooser offers who is logged in, and lets somebody else in', async () => {
  const params = { scope: `${adsScope} email`, prompt: 'consent select_account' };
  for (const { email } of [googleAna, googleAna, googleBen, googleAna])
    expect(await whoCameBack(await robot.signIn(urlFor(params), { email, consent: 'accept' }))).toBe(email);
  expect((await robot.look(urlFor({ ...params, prompt: 'select_account' }))).text).toContain(googleAna.email);
});

test('a box that is unticked is a scope that is not granted', async () => {
  google.switches.consentBoxes = 'always';
  const wish = { email: googleDana.email, consent: 'accept', untick: [adsScope] } as const;
  const sight = await robot.signIn(urlFor({ scope: `openid email ${adsScope}` }), wish);
  expect(new URL(sight.finalUrl).searchParams.get('scope')).toBe(
    'openid https://www.googleapis.com/auth/userinfo.email',
  );
});

test('the warning of an unverified app stops who does not look behind “Advanced”', async () => {
  google.project('A').audience = { ...openAudience, isVerified: false };
  const url = urlFor({ scope: adsScope });
  const wish = { email: googleDana.email, consent: 'accept' } as const;
  expect((await robot.signIn(url, wish)).text).toContain('Google hasn’t verified this app');
  expect(await robot.signIn(url, { ...wish, ignoresWarning: true })).toMatchObject({ title: 'Done' });
});

test('a dead end says its error, and no way leads back', async () => {
  google.project('A').audience = { ...openAudience, userType: 'internal' };
  const wish = { email: googleDana.email, consent: 'accept' } as const;
  const sight = await robot.signIn(urlFor({ scope: adsScope }), wish);
  expect(sight.text).toContain('Access blocked: Daypass can only be used within its organization');
  expect(sight.text).toContain('Error 403: org_internal');
  expect(sight.finalUrl.startsWith(google.origin)).toBe(true);
});
