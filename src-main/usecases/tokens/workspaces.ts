// Switching an account between production and development. The wish is kept; each later token is switched again.
import { withActivity } from '#domain/account';
import { hostOf } from '#domain/address';
import type { WorkspaceCalls } from '#domain/provider-calls';
import type { Providers } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import type { Workspace } from '#domain/workspace';
import { toWorkspaceFailure } from './enter-workspace';
import type { Clock, ProviderApi } from '../ports';
import { changeAccount, findAccount, findInstance } from '../store';
import type { Turns } from '../turns';
import { withLiveToken, type LiveTokenPorts } from './with-live-token';

/** Failures: `workspace-not-set`, and those of a renewal. Nothing is changed then. */
export type SetWorkspace = (accountId: string, workspace: Workspace) => Promise<Result<void>>;

export type WorkspacePorts = LiveTokenPorts & {
  readonly providers: Providers;
  readonly api: ProviderApi;
  readonly clock: Clock;
  /** Waits for a renewal of an account that is under way. */
  readonly settled: (accountId: string) => Promise<void>;
  readonly turns: Turns;
};

export function createSetWorkspace(ports: WorkspacePorts): SetWorkspace {
  // Two switches that cross would leave the token in one workspace and the list with the other.
  return (accountId, workspace) =>
    ports.turns.take(accountId, () => setWorkspace(ports, accountId, workspace));
}

async function setWorkspace(
  ports: WorkspacePorts,
  accountId: string,
  workspace: Workspace,
): ReturnType<SetWorkspace> {
  const { providers, store, clock } = ports;
  const account = findAccount(store.get(), accountId);
  if (!account.ok) return account;
  const instance = findInstance(store.get(), account.value.instanceId);
  if (!instance.ok) return instance;
  const calls = providers[instance.value.provider].calls.workspaces;
  if (calls === null) return fail({ kind: 'request-malformed' });
  const moved = await moveNewest(
    { ...ports, calls, apiOrigin: instance.value.apiOrigin },
    accountId,
    workspace,
  );
  if (!moved.ok) return moved;
  const what = workspace === 'dev' ? 'switched-to-dev' : 'switched-to-production';
  store.update((state) =>
    changeAccount(state, accountId, { kind: 'workspace-switched', workspace }, (known) =>
      withActivity({ ...known, workspace }, { at: clock.now(), what }),
    ),
  );
  return ok(undefined);
}

const mostTries = 3;

/** A token that is renewed meanwhile starts in production: then it is the newer one's turn. */
async function moveNewest(
  ports: WorkspacePorts & {
    readonly calls: WorkspaceCalls;
    readonly apiOrigin: string;
  },
  accountId: string,
  workspace: Workspace,
): Promise<Result<void>> {
  const { api, calls, liveTokens, settled } = ports;
  for (let tries = 1; ; tries += 1) {
    const moved = await withLiveToken(ports, accountId, async (token) => {
      const switched = await api.call(calls.switchTo(token.apiOrigin, workspace), token.accessToken);
      return switched.ok ? ok(token) : switched;
    });
    if (!moved.ok) return fail(toWorkspaceFailure(moved.failure, hostOf(ports.apiOrigin)));
    // One that is under way has read the old wish.
    await settled(accountId);
    if (liveTokens.get(accountId) === moved.value || tries === mostTries) return ok(undefined);
  }
}
