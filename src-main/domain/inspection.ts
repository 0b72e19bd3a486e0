// What can be said about an access token without showing it.
import type { Identity } from './account';
import type { Workspace } from './workspace';

/** Something the provider names by id; the name is null where this person may not see it. */
export type Named = { readonly id: string; readonly name: string | null };

/** What a user endpoint says about the person beside the identity. Null means: it did not say. */
export type Person = {
  readonly identity: Identity;
  readonly roleIds: readonly string[];
  readonly groupIds: readonly string[];
  readonly isServiceAccount: boolean | null;
};

/** A role as the provider describes it. */
export type Role = Named & { readonly isAdmin: boolean };

export type Inspection = {
  readonly person: Identity;
  readonly isServiceAccount: boolean | null;
  readonly roles: readonly Named[];
  readonly groups: readonly Named[];
  /** Null where the roles could not be read. */
  readonly isAdmin: boolean | null;
  /** Null where the session could not be asked about; then nothing is known about sudo either. */
  readonly workspace: Workspace | null;
  /** The id of the admin behind a sudo token. */
  readonly sudoUserId: string | null;
  /** Epoch ms. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly renewedBy: 'refresh-token' | 'api-key';
};
