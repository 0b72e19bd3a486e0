// The users and API keys of the practice Looker. Names only make sense to people; tests refer to them by constant.
import type { Person } from '#practice/interactions';
import { adminRole, developerRole, viewerRole } from '#practice/looker/roles';

/** A Looker user; all ids are strings as in the API (SPEC `User`). Who is an admin is said by the roles. */
export type LookerUser = {
  readonly firstName: string;
  readonly lastName: string;
  readonly roleIds: readonly string[];
  readonly isServiceAccount: boolean;
  readonly groupIds: readonly string[];
} & Person;

/** An API key of a user (Looker fact sheet, section 4). */
export type ApiKey = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly userId: string;
};

function toUser(
  id: string,
  name: readonly [string, string],
  extra: Partial<Pick<LookerUser, 'roleIds' | 'isServiceAccount' | 'groupIds'>> = {},
): LookerUser {
  const [firstName, lastName] = name;
  return {
    id,
    email: `${firstName}.${lastName}@acme.example`.toLowerCase(),
    displayName: `${firstName} ${lastName}`,
    firstName,
    lastName,
    roleIds: [viewerRole.id],
    isServiceAccount: false,
    groupIds: ['1'],
    ...extra,
  };
}

/** An analyst who also develops. */
export const ana = toUser('481', ['Ana', 'Ruiz'], {
  roleIds: [viewerRole.id, developerRole.id],
  groupIds: ['1', '12'],
});
/** A second analyst, outside of group 12, who only looks. */
export const ben = toUser('512', ['Ben', 'Okafor']);
/** An admin. */
export const carla = toUser('7', ['Carla', 'Lind'], { roleIds: [adminRole.id], groupIds: ['1', '12'] });
/** A service account for API work. */
export const nightly = toUser('900', ['Nightly', 'Reports'], { isServiceAccount: true });

/** Everybody, in the order of the login page. */
export const lookerUsers: readonly LookerUser[] = [ana, ben, carla, nightly];

/** Ana's API key. */
export const anaKey: ApiKey = {
  clientId: 'PracticeKeyAna481',
  clientSecret: 'practice-secret-ana',
  userId: ana.id,
};
/** Another key of Ana's: keys of one user do not hang together. */
export const anaSecondKey: ApiKey = {
  clientId: 'PracticeKeyAna481b',
  clientSecret: 'practice-secret-ana-second',
  userId: ana.id,
};
/** The admin's API key. */
export const carlaKey: ApiKey = {
  clientId: 'PracticeKeyCarla7',
  clientSecret: 'practice-secret-carla',
  userId: carla.id,
};
/** The service account's API key. */
export const nightlyKey: ApiKey = {
  clientId: 'PracticeKeyNightly900',
  clientSecret: 'practice-secret-nightly',
  userId: nightly.id,
};

/** All keys that exist at the start. */
export const lookerApiKeys: readonly ApiKey[] = [anaKey, anaSecondKey, carlaKey, nightlyKey];

/** The groups of the instance by id. */
export const lookerGroups: ReadonlyMap<string, string> = new Map([
  ['1', 'All Users'],
  ['12', 'Data Analysts'],
]);
