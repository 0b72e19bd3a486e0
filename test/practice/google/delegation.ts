// Domain-wide delegation: what each organisation's super admin entered for which client (Google fact sheet, section 3).

/** The tables of all organisations. */
export type Delegation = {
  /** The scopes that an organisation delegated to a client; none for people without an organisation. */
  scopesOf(organisation: string | null, clientId: string): ReadonlySet<string>;
  /** Enters a client, in place of an earlier entry: each client has one line in the console. */
  delegate(organisation: string, clientId: string, scopes: readonly string[]): void;
  withdraw(organisation: string, clientId: string): void;
};

/** Makes empty tables. */
export function createDelegation(): Delegation {
  const lines = new Map<string, ReadonlySet<string>>();
  const toKey = (organisation: string, clientId: string): string => `${organisation} ${clientId}`;
  return {
    scopesOf: (organisation, clientId) => lines.get(toKey(organisation ?? '', clientId)) ?? new Set<string>(),
    delegate(organisation, clientId, scopes) {
      lines.set(toKey(organisation, clientId), new Set(scopes));
    },
    withdraw(organisation, clientId) {
      lines.delete(toKey(organisation, clientId));
    },
  };
}
