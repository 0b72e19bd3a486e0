// What each person allowed each client; asked again only for what is new (Google fact sheet, section 1.3).

/** The consents given so far. */
export type Consents = {
  scopesOf(userId: string, clientId: string): ReadonlySet<string>;
  add(userId: string, clientId: string, scopes: readonly string[]): void;
  /** Notes a sign-in and tells whether it was the first since the last revocation. */
  noteSignIn(userId: string, clientId: string): boolean;
  /** Revocation takes back everything from the clients of a project (section 1.7). */
  forget(userId: string, clientIds: readonly string[]): void;
};

/** Makes the empty list of consents. */
export function createConsents(): Consents {
  const given = new Map<string, ReadonlySet<string>>();
  const seen = new Set<string>();
  const toKey = (userId: string, clientId: string): string => `${userId} ${clientId}`;
  const scopesOf: Consents['scopesOf'] = (userId, clientId) =>
    given.get(toKey(userId, clientId)) ?? new Set<string>();
  return {
    scopesOf,
    add(userId, clientId, scopes) {
      given.set(toKey(userId, clientId), new Set([...scopesOf(userId, clientId), ...scopes]));
    },
    noteSignIn(userId, clientId) {
      const key = toKey(userId, clientId);
      const isFirst = !seen.has(key);
      seen.add(key);
      return isFirst;
    },
    forget(userId, clientIds) {
      for (const clientId of clientIds) {
        given.delete(toKey(userId, clientId));
        seen.delete(toKey(userId, clientId));
      }
    },
  };
}
