// From an address to an instance: every host is shown before anything secret goes to it, and which release it is gets
// known, with a token where it has to be.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { InstanceDraft } from '#domain/instance';
import { anaKey } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { findFreePort } from '../looker-clients/parts';
import { anInstance, aPersonAtTheBrowser, openDesk, openDeskAt, registering } from '../whole-app/desk';
import { answering, startOddServer } from '../whole-app/odd-server';
import { ana, valueOf } from '../whole-app/parts';

let looker: PracticeLooker;
beforeEach(async () => {
  looker = await startCheckedLooker({ ports: 'two' });
});
afterEach(() => looker.close());

async function toDraft(found: {
  readonly uiOrigin: string;
  readonly apiOrigin: string;
}): Promise<InstanceDraft> {
  return {
    provider: 'looker',
    name: 'Acme',
    uiAddress: found.uiOrigin,
    apiAddress: found.apiOrigin,
    clientId: 'daypass',
    redirectPort: String(await findFreePort()),
  };
}

/** Only read, and with nothing that anybody should keep to themselves. */
function expectNothingSecretAt({ requests }: PracticeLooker): void {
  for (const { method, hasAuthorization, headers, query, bodyText } of requests) {
    expect({ method, hasAuthorization, cookie: headers['cookie'], query, bodyText }).toEqual({
      method: 'GET',
      hasAuthorization: false,
      cookie: undefined,
      query: {},
      bodyText: '',
    });
  }
}

describe('an address becomes an instance', () => {
  test('a host that differs is reported, nothing secret was sent until it was taken, and then people sign in', async () => {
    const desk = openDesk([], (person) => aPersonAtTheBrowser(person, registering(looker)));
    const found = valueOf(await desk.checkAddress('looker', looker.apiOrigin));
    expect(found).toMatchObject({ differs: true, uiOrigin: looker.uiOrigin, apiOrigin: looker.apiOrigin });
    expect(desk.store.get().catalog.instances).toEqual([]);
    const { instanceId } = valueOf(desk.instances.add(await toDraft(found)));
    await desk.quiet();
    expectNothingSecretAt(looker);
    expect(desk.instanceOf(instanceId)?.release).toBe('26.12.3');
    const accountId = await desk.signedInAs(ana, instanceId);
    expect(desk.accountOf(accountId).identity.displayName).toBe('Ana Ruiz');
  });

  test('a host that only a stranger names is not even asked before the person agreed', async () => {
    const stranger = await startOddServer(
      answering(200, {
        authorization_endpoint: `${looker.uiOrigin}/auth`,
        token_endpoint: `${looker.apiOrigin}/api/token`,
      }),
    );
    const desk = openDesk([]);
    const found = valueOf(await desk.checkAddress('looker', stranger.origin));
    expect(found).toMatchObject({ differs: true, apiOrigin: looker.apiOrigin });
    expect(looker.requests).toEqual([]);
    expect([...desk.wire.origins].sort()).toEqual([stranger.origin, 'http://127.0.0.1:19999'].sort());
  });
});

describe('the release', () => {
  test.each([
    ['by a key', (desk: ReturnType<typeof openDeskAt>) => desk.keyAdded(anaKey)],
    ['by the browser', (desk: ReturnType<typeof openDeskAt>) => desk.signedInAs(ana)],
  ])(
    'where it is for those with a login only, it is learned with the first token %s',
    async (_way, signIn) => {
      looker.switches.versions = '401';
      const desk = openDeskAt(looker);
      const accountId = await signIn(desk);
      expect(desk.instanceOf('instance-1')?.release).toBe('26.12.3');
      const asked = looker.requests.filter(({ path }) => path === '/versions');
      expect(asked.map(({ hasAuthorization, status }) => [hasAuthorization, status])).toEqual([
        [false, 401],
        [true, 200],
      ]);
      expect(asked[1]?.headers['authorization']).toBe(`Bearer ${desk.accessTokenOf(accountId)}`);
    },
  );

  test('where it is open, no token goes there', async () => {
    const desk = openDeskAt(looker);
    await desk.keyAdded(anaKey);
    expect(desk.instanceOf('instance-1')?.release).toBe('26.12.3');
    const asked = looker.requests.filter(({ path }) => path === '/versions');
    expect(asked.some(({ hasAuthorization }) => hasAuthorization)).toBe(false);
  });

  test.each(['404', 'html'] as const)(
    'where it is not told ("%s"), it stays unknown and disturbs nobody',
    async (versions) => {
      looker.switches.versions = versions;
      const desk = openDeskAt(looker);
      const accountId = await desk.keyAdded(anaKey);
      expect(desk.instanceOf('instance-1')?.release).toBeNull();
      expect(desk.stateOf(accountId)).toMatchObject({ kind: 'active', trouble: null });
    },
  );

  test('an update of Looker is noticed with the next look at a token, and survives a restart', async () => {
    const desk = openDeskAt(looker);
    const accountId = await desk.keyAdded(anaKey);
    looker.switches.redirectUris = true;
    valueOf(await desk.inspection.inspect(accountId));
    expect(desk.instanceOf('instance-1')?.release).toBe('26.22.1');
    expect(desk.restart().instanceOf('instance-1')?.release).toBe('26.22.1');
  });

  test('a token never goes to another host than its own, whatever the catalog says later', async () => {
    const other = await startCheckedLooker({ switches: { versions: '401' } });
    const desk = openDeskAt(looker);
    const accountId = await desk.keyAdded(anaKey);
    const moved = anInstance(other);
    desk.store.update((state) => ({ ...state, catalog: { ...state.catalog, instances: [moved] } }));
    valueOf(await desk.inspection.inspect(accountId));
    expect(other.requests.length).toBeGreaterThan(0);
    expectNothingSecretAt(other);
    await other.close();
  });
});
