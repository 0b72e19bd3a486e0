import { describe, expect, test } from 'vitest';
import { Secret } from '#domain/secret';
import { googleEndpoints } from '#providers/google-endpoints';
import { aGoogle, aLooker } from '#support/builders';
import { aDesk } from '#support/desk';

const home = { tokenEndpoint: googleEndpoints.token, clientId: aGoogle().clientId };
const missing = (clientId = home.clientId) => ({ failure: { kind: 'client-secret-missing', clientId } });

describe('the secret of a client', () => {
  test('goes to the endpoint and with the client it belongs to', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    const found = await desk.clientSecrets.find(aGoogle(), home);
    expect(found.ok && found.value?.reveal()).toBe(desk.vault.tokenOf('studio'));
  });

  test.each([
    ['to another endpoint', { ...home, tokenEndpoint: 'https://evil.example/token' }],
    ['to another path', { ...home, tokenEndpoint: `${home.tokenEndpoint}/` }],
    ['with another client', { ...home, clientId: 'other' }],
  ])('does not go %s', async (_where, goesTo) => {
    const desk = aDesk({ instances: [aGoogle()] });
    expect(await desk.clientSecrets.find(aGoogle(), goesTo)).toMatchObject(missing(goesTo.clientId));
  });

  test('is none at a Looker', async () => {
    const desk = aDesk();
    expect(await desk.clientSecrets.find(aLooker(), home)).toEqual({ ok: true, value: null });
    expect(await desk.clientSecrets.forget(aLooker())).toEqual({ ok: true, value: undefined });
    expect(desk.story.events).toEqual([]);
  });

  test('is missing, not in trouble, where the vault is readable and has none', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    expect(await desk.clientSecrets.forget(aGoogle())).toMatchObject({ ok: true });
    expect(await desk.clientSecrets.find(aGoogle(), home)).toMatchObject(missing());
    desk.vault.trouble = { kind: 'keychain-timed-out' };
    expect(await desk.clientSecrets.find(aGoogle(), home)).toMatchObject({
      failure: { kind: 'keychain-timed-out' },
    });
  });

  test('too large for a keychain is refused, and the one before stays', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    const before = desk.vault.tokenOf('studio');
    desk.vault.writeTrouble = { kind: 'secret-too-large', bytes: 3000, limit: 2560 };
    expect(await desk.clientSecrets.keep(aGoogle(), new Secret('x'))).toMatchObject({
      failure: { kind: 'secret-too-large' },
    });
    expect(desk.vault.tokenOf('studio')).toBe(before);
  });
});
