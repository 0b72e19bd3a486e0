// The roles of the practice Looker: what a user may do is decided here and nowhere else.
// Shapes as in the API reference (`all_roles`, `user_roles`); which calls need which permission: Looker fact sheet, section 5.

/** A role: a set of permissions on a set of models. */
export type LookerRole = {
  readonly id: string;
  readonly name: string;
  readonly permissionSet: {
    readonly id: string;
    readonly name: string;
    /** True for the built-in set that needs no list. */
    readonly allAccess: boolean;
    readonly permissions: readonly string[];
  };
};

const viewing = ['access_data', 'see_looks', 'see_user_dashboards', 'explore'];

/** May do everything; the ids of built-in roles are the ones Looker gives them. */
export const adminRole: LookerRole = {
  id: '2',
  name: 'Admin',
  permissionSet: { id: '1', name: 'Admin', allAccess: true, permissions: ['develop', ...viewing] },
};
/** May look at what others made. */
export const viewerRole: LookerRole = {
  id: '4',
  name: 'Viewer',
  permissionSet: { id: '4', name: 'Viewer', allAccess: false, permissions: viewing },
};
/** May use the dev workspace. */
export const developerRole: LookerRole = {
  id: '5',
  name: 'Developer',
  permissionSet: {
    id: '5',
    name: 'Developer',
    allAccess: false,
    permissions: ['develop', 'see_lookml', 'use_sql_runner', ...viewing],
  },
};

/** All roles of the instance. */
export const lookerRoles: readonly LookerRole[] = [adminRole, viewerRole, developerRole];

/** Somebody with roles. */
type RoleHolder = { readonly roleIds: readonly string[] };

/** The roles somebody has. */
export function rolesOf({ roleIds }: RoleHolder): readonly LookerRole[] {
  return lookerRoles.filter((role) => roleIds.includes(role.id));
}

/** Registers apps, sees everybody, acts for others. */
export function isAdmin(holder: RoleHolder): boolean {
  return rolesOf(holder).some((role) => role.permissionSet.allAccess);
}

/** May switch to the dev workspace. */
export function mayDevelop(holder: RoleHolder): boolean {
  return rolesOf(holder).some((role) => role.permissionSet.permissions.includes('develop'));
}
