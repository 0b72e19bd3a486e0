// The words about Looker's two workspaces.
import type { AccountView, Workspace } from '../bridge/client';

export const workspaceNames: Record<Workspace, string> = { production: 'Production', dev: 'Development' };

export const workspaceText = {
  label: 'Workspace',
  hints: {
    production: 'Queries see what is deployed.',
    dev: 'Queries see your own development mode. Each new token starts in production; Daypass switches it again after every refresh.',
  } satisfies Record<Workspace, string>,
  strays: (actual: Workspace) =>
    `The live token is in the ${workspaceNames[actual].toLowerCase()} workspace.`,
};

/** For the details: where the live token is, or where the next one will be. */
export function toWorkspaceFact({ wanted, actual }: NonNullable<AccountView['workspace']>): string {
  return actual === null ? `${workspaceNames[wanted]}, with the next token` : workspaceNames[actual];
}
