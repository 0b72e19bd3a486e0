// Who the practice Google knows: people of two organisations and one without any.
import type { Person } from '#practice/interactions';
import type { Brand } from '#practice/pages';

/** How the practice Google presents itself. */
export const googleBrand: Brand = { name: 'Practice Google', colour: '#1a56c4' };

/** A person with a Google account. */
export type GooglePerson = {
  readonly givenName: string;
  readonly familyName: string;
  /** The domain of the Workspace organisation; null for a consumer account. */
  readonly organisation: string | null;
} & Person;

type Name = readonly [givenName: string, familyName: string];

function toPerson(
  id: string,
  email: string,
  [givenName, familyName]: Name,
  isConsumer = false,
): GooglePerson {
  const organisation = isConsumer ? null : email.slice(email.indexOf('@') + 1);
  return { id, email, displayName: `${givenName} ${familyName}`, givenName, familyName, organisation };
}

/** An analyst. */
export const googleAna = toPerson('108204268033311374519', 'ana.ruiz@acme.example', ['Ana', 'Ruiz']);
/** A second analyst of the same organisation. */
export const googleBen = toPerson('117700221944003318862', 'ben.okafor@acme.example', ['Ben', 'Okafor']);
/** Somebody of another organisation. */
export const googleChika = toPerson('102938475610293847561', 'chika.mori@globex.example', ['Chika', 'Mori']);
/** Somebody with a consumer account. */
export const googleDana = toPerson(
  '115566778899001122334',
  'dana.gray@gmail.example',
  ['Dana', 'Gray'],
  true,
);
/** Everybody, in the order of the login page. */
export const googleUsers: readonly GooglePerson[] = [googleAna, googleBen, googleChika, googleDana];

/** The person with this id. */
export function findPerson(id: unknown): GooglePerson | undefined {
  return googleUsers.find((person) => person.id === id);
}
