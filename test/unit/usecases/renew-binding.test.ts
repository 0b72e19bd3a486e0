// A refresh token goes back to where it came from, whatever happens to the file that anybody can edit.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Catalog } from '#domain/catalog';
import { aKeyAccount, aKnownAccount, aLooker } from '#support/builders';
import { aDesk } from '#support/desk';

const home = 'https://acme.cloud.looker.com/api/token';

const hosts = fc.constantFrom(
  'https://evil.example',
  'http://127.0.0.1:6666',
  'https://acme.cloud.looker.com.evil.example',
  'https://acme.cloud.looker.com:19999',
);

const mutations = fc.record(
  {
    uiOrigin: hosts,
    apiOrigin: hosts,
    clientId: fc.constantFrom('evil', 'daypass', ''),
    redirectPort: fc.constantFrom(6666, null),
    provider: fc.constantFrom('looker' as const, 'google' as const),
    name: fc.string(),
  },
  { requiredKeys: [] },
);

function withChanged(catalog: Catalog, change: Partial<Catalog['instances'][number]>): Catalog {
  return { ...catalog, instances: catalog.instances.map((instance) => ({ ...instance, ...change })) };
}

test('a thousand edited catalogs send the refresh token nowhere else', async () => {
  await fc.assert(
    fc.asyncProperty(mutations, fc.boolean(), async (change, isRotating) => {
      const desk = aDesk({ instances: [aLooker()], accounts: [aKnownAccount()] });
      desk.server.isRotating = isRotating;
      desk.file.content = withChanged(desk.file.content, change);
      const next = desk.restart();
      await next.refreshes();
      await next.refreshes();
      expect(next.server.received.map(({ address }) => address)).toEqual([home, home]);
      expect(next.vault.records.get('ana')?.binding).toMatchObject({
        tokenEndpoint: home,
        clientId: 'daypass',
      });
    }),
    { numRuns: 1_000 },
  );
}, 20_000);

test('changing name, client id and port of an instance leaves its sign-ins as they are', async () => {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  desk.instances.change('acme', { name: 'New name', clientId: 'other-client', redirectPort: '50000' });
  expect(await desk.refreshes()).toMatchObject({ ok: true });
  expect(desk.vault.records.get('ana')?.binding.clientId).toBe('daypass');
});

test('an edited catalog sends neither a key nor an access token anywhere else', async () => {
  await fc.assert(
    fc.asyncProperty(mutations, async (change) => {
      const accounts = [aKnownAccount({ workspace: 'dev' }), aKeyAccount({ workspace: 'dev' })];
      const desk = aDesk({ accounts });
      desk.file.content = withChanged(desk.file.content, change);
      const next = desk.restart();
      for (const id of ['ana', 'key']) {
        await next.inspection.inspect(id);
        await next.setWorkspace(id, 'production');
        await next.clientApps.read(id);
        await next.clientApps.change(id, 'daypass', { kind: 'deactivate-user', user: '481' });
        await next.checkRegistration('acme');
        await next.signsOut(id);
      }
      const hosts = [
        ...next.server.logins.map(({ address }) => address),
        ...next.looker.calls.map(({ url }) => url),
      ];
      expect(new Set(hosts.map((url) => new URL(url).origin))).toEqual(
        new Set(['https://acme.cloud.looker.com']),
      );
    }),
    { numRuns: 200 },
  );
}, 20_000);
