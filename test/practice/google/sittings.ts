// What was special about each authorization and is needed again when its code is redeemed or its token looked at.

/** One authorization. */
export type Sitting = {
  readonly accessType: 'offline' | 'online';
  /** Whether the person agreed just now, or for the first time: web clients get a refresh token only then. */
  readonly isFreshConsent: boolean;
  /** Whether everything asked for was delegated by an admin. */
  readonly isDelegated: boolean;
};

/** All authorizations by the library's grant, which each has for itself. */
export type Sittings = {
  find(grantId: unknown): Sitting | undefined;
  note(grantId: string, sitting: Sitting): void;
};

/** Makes the empty list. */
export function createSittings(): Sittings {
  const byGrant = new Map<unknown, Sitting>();
  return {
    find: (grantId) => byGrant.get(grantId),
    note(grantId, sitting) {
      byGrant.set(grantId, sitting);
    },
  };
}
