// Each new token starts in production (Looker fact sheet, section 1), so a wish for another workspace is carried out
// again for each.
import type { Failure } from '#domain/failure';
import type { Provider } from '#domain/provider';
import { hostOf } from '#domain/address';
import type { Secret } from '#domain/secret';
import type { Workspace } from '#domain/workspace';
import type { ProviderApi } from '../ports';

export type Entered = {
  /** Where the token is now; null where there are no workspaces. */
  readonly workspace: Workspace | null;
  readonly trouble: Failure | null;
};

export async function enterWorkspace(
  api: ProviderApi,
  { calls }: Provider,
  token: { readonly accessToken: Secret; readonly apiOrigin: string },
  wanted: Workspace,
): Promise<Entered> {
  if (calls.workspaces === null) return { workspace: null, trouble: null };
  if (wanted === 'production') return { workspace: 'production', trouble: null };
  const switched = await api.call(calls.workspaces.switchTo(token.apiOrigin, wanted), token.accessToken);
  return switched.ok
    ? { workspace: wanted, trouble: null }
    : { workspace: 'production', trouble: toWorkspaceFailure(switched.failure, hostOf(token.apiOrigin)) };
}

/**
 * Lack of the permission to develop shows as 404, like every other lack (Looker fact sheet, section 5). What is wrong with
 * the sign-in itself stays what it is.
 */
export function toWorkspaceFailure(failure: Failure, host: string): Failure {
  const { kind } = failure;
  if (kind === 'not-found-or-not-allowed' || kind === 'fields-refused') {
    return { kind: 'workspace-not-set', host, isAllowed: false };
  }
  const isAboutSwitch = kind === 'request-refused' || kind === 'provider-misbehaved';
  return isAboutSwitch ? { kind: 'workspace-not-set', host, isAllowed: true } : failure;
}
