// Signing in from a page that stands in for the account's own: the steps of it show on the account's.
import type { Desk } from './desk';

export function signInThere({ actions }: Desk, instanceId: string, accountId: string | null): void {
  actions.select(accountId ?? instanceId);
  actions.signIn(instanceId, accountId);
}
