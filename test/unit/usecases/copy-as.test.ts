// Copying a token with what stands around it.
import { describe, expect, test } from 'vitest';
import { tokenFormats } from '#domain/token-format';
import { aGoogle, aGoogleAccount, aKnownAccount, aLooker, minutes, seconds } from '#support/builders';
import { aDesk } from '#support/desk';

const both = () =>
  aDesk({ instances: [aLooker(), aGoogle()], accounts: [aKnownAccount(), aGoogleAccount({ id: 'google' })] });

test.each([
  ['token', (token: string) => token],
  ['header', (token: string) => `Authorization: Bearer ${token}`],
  [
    'curl',
    (token: string) =>
      `curl --header 'Authorization: Bearer ${token}' 'https://acme.cloud.looker.com/api/4.0/user?fields=id,display_name,email'`,
  ],
  ['shell', (token: string) => `export LOOKER_ACCESS_TOKEN='${token}'`],
  ['powershell', (token: string) => `$env:LOOKER_ACCESS_TOKEN = '${token}'`],
  ['python', (token: string) => `headers = {'Authorization': 'Bearer ${token}'}`],
] as const)('%s is on the clipboard, ready to paste', async (format, text) => {
  const desk = both();
  await desk.handOut.copyToken('ana', format);
  const token = desk.liveTokens.get('ana')?.accessToken.reveal() ?? '';
  expect(token).not.toBe('');
  expect(desk.clipboard.text).toBe(text(token));
});

test('of Google under the name that its users know', async () => {
  const desk = both();
  await desk.handOut.copyToken('google', 'shell');
  expect(desk.clipboard.text).toMatch(/^export GOOGLE_ACCESS_TOKEN='access-/);
});

describe('in whatever form it was copied', () => {
  test.each(tokenFormats)(
    '%s: it is a use, in the history, and taken off the clipboard again',
    async (format) => {
      const desk = both();
      await desk.handOut.copyToken('ana', format);
      const [latest] = desk.accountOf().activity;
      expect(latest).toEqual(
        format === 'token'
          ? { at: desk.clock.now(), what: 'copied' }
          : { at: desk.clock.now(), what: 'copied-as', format },
      );
      expect(desk.accountOf().lastHandOutAt).toBe(desk.clock.now());
      await desk.clock.pass(seconds(45));
      expect(desk.clipboard.text).toBe('');
    },
  );

  test('signing out takes it off at once', async () => {
    const desk = both();
    await desk.handOut.copyToken('ana', 'curl');
    await desk.signsOut();
    expect(desk.clipboard.text).toBe('');
  });

  test('one that has ended is renewed first', async () => {
    const desk = both();
    await desk.handOut.copyToken('ana', 'header');
    await desk.clock.pass(minutes(90));
    await desk.handOut.copyToken('ana', 'header');
    const token = desk.clipboard.text.replace('Authorization: Bearer ', '');
    expect(desk.server.sessionOf(token)).not.toBeNull();
  });
});
