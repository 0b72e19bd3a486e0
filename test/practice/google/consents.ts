// What each person allowed each client; asked again only for what is new (Google fact sheet, section 1.3).

/** The consents given so far. */
export type Consents = {
  scopesOf(userId: string, clientId: string): ReadonlySet<string>;
  add(userId: string, clientId: string, scope: string): void;
  /** Revocation takes back everything from all clients of the project (Google fact sheet, section 1.7). */
  forget(userId: string): void;
};

/** Makes the empty list of consents. */
export function createConsents(): Consents {
  const byUser = new Map<string, Map<string, ReadonlySet<string>>>();
  const scopesOf: Consents['scopesOf'] = (userId, clientId) =>
    byUser.get(userId)?.get(clientId) ?? new Set<string>();
  return {
    scopesOf,
    add(userId, clientId, scope) {
      const clients = byUser.get(userId) ?? new Map<string, ReadonlySet<string>>();
      clients.set(clientId, new Set([...scopesOf(userId, clientId), ...scope.split(' ')]));
      byUser.set(userId, clients);
    },
    forget(userId) {
      byUser.delete(userId);
    },
  };
}
