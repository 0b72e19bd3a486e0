// Users, roles and groups in their JSON forms (SPEC `User`, `UserPublic`; API reference `all_roles`, `all_groups`).
import { lookerGroups, type LookerUser } from '#practice/looker/people';
import { isAdmin, type LookerRole } from '#practice/looker/roles';

const webAddress = 'https://practice.example';

/** A user in the form of SPEC `User`, as far as Daypass and its users look at it. */
export function toUserBody(user: LookerUser): Record<string, unknown> {
  return {
    can: { show: true },
    id: user.id,
    email: user.email,
    display_name: user.displayName,
    first_name: user.firstName,
    last_name: user.lastName,
    is_disabled: false,
    is_service_account: user.isServiceAccount,
    role_ids: user.roleIds,
    group_ids: user.groupIds,
    can_manage_api3_creds: isAdmin(user),
    url: `${webAddress}/api/4.0/users/${user.id}`,
  };
}

/** What everybody may know of a user (SPEC `UserPublic`). */
export function toPublicBody(user: LookerUser): Record<string, unknown> {
  return {
    can: { show: true },
    id: user.id,
    first_name: user.firstName,
    last_name: user.lastName,
    display_name: user.displayName,
    avatar_url: `${webAddress}/avatars/${user.id}`,
    url: `${webAddress}/api/4.0/users/${user.id}`,
  };
}

/** A role with its permission set; every role works on all models here. */
export function toRoleBody({ id, name, permissionSet }: LookerRole): Record<string, unknown> {
  return {
    can: { show: true },
    id,
    name,
    permission_set: {
      can: { show: true },
      id: permissionSet.id,
      name: permissionSet.name,
      all_access: permissionSet.allAccess,
      built_in: true,
      permissions: permissionSet.permissions,
    },
    model_set: { can: { show: true }, id: '1', name: 'All', all_access: true, built_in: true, models: [] },
    url: `${webAddress}/api/4.0/roles/${id}`,
  };
}

/** A group, as one user sees it. */
export function toGroupBody(
  id: string,
  users: readonly LookerUser[],
  reader: LookerUser,
): Record<string, unknown> {
  return {
    can: { show: true, update: isAdmin(reader) },
    id,
    name: lookerGroups.get(id) ?? '',
    user_count: users.filter((user) => user.groupIds.includes(id)).length,
    include_by_default: id === '1',
    externally_managed: false,
    contains_current_user: reader.groupIds.includes(id),
  };
}
