// What the check of a Google account says: the outcome first, then what Google knows of the token. Never the token.
import type { AccountView, Health, InstanceView } from '../bridge/client';
import { apiNames } from './health-reasons';
import { toScopeWords } from './scopes';
import { toShortSpan, toTime } from './times';

export const healthText = {
  title: (instance: string) => `Check ${instance}`,
  asking: 'Asking Google…',
  again: 'Check again',
  done: 'Done',
  said: 'Google said:',
  customers: 'Customers this person can reach directly',
  customersHint: 'One behind a manager account does not show here: name the manager as login customer id.',
  signIn: 'Sign in again',
  change: 'Change instance…',
  facts: 'Token',
  foreignTitle: 'The token was issued to another client',
  foreign:
    'Google names a client that is not this instance’s. Sign in again; if it stays so, please report it.',
  silentTitle: 'Google said nothing about the token itself',
  silent: 'Only what the API answered is known. Check again in a moment.',
  hint: 'As Google answered just now. The token itself is never shown.',
};

export type WorksText = { readonly title: string; readonly text: string };

/** For a purpose check that found nothing wrong, or had nothing to ask. */
export function toWorksText({ api, check }: Health): WorksText {
  if (api === null || check.kind !== 'works') {
    return {
      title: 'No API to try for this purpose',
      text: 'For scopes of your own Daypass knows no harmless call. What Google says about the token stands below.',
    };
  }
  const title = `It works: the ${apiNames[api]} answers`;
  if (api === 'studio') {
    return {
      title,
      text: 'The check asks for one report at most and only looks whether Google answers. An empty list would be fine: nobody has to own a report.',
    };
  }
  return check.customers.length === 0
    ? { title, text: 'No customer can be reached directly: this person was invited to none yet.' }
    : { title, text: 'The token is good for Google Ads.' };
}

/** `123-456-7890`, as Google Ads shows it. */
export function toCustomerId(digits: string): string {
  return digits.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');
}

export type HealthFact = {
  readonly name: string;
  readonly lines: readonly { readonly text: string; readonly raw?: string }[];
};

const notSaid = [{ text: 'Google did not say' }];

export function toHealthFacts(
  health: Health,
  account: AccountView,
  { clientId }: InstanceView,
  now: number,
): readonly HealthFact[] {
  const { person, token, missingScopes, checkedAt, expiresAt } = health;
  const email = person.email ?? account.identity.email;
  const left = expiresAt > now ? `${toShortSpan(expiresAt - now)} left` : 'over';
  return [
    {
      name: 'Who',
      lines: [
        { text: `${person.displayName} · user ${person.userId}` },
        ...(email === null || email === person.displayName ? [] : [{ text: email }]),
      ],
    },
    { name: 'Issued to', lines: toIssuedTo(health, clientId) },
    { name: 'Granted', lines: token === null ? notSaid : token.scopes.map(toScopeLine) },
    ...(missingScopes.length === 0 ? [] : [{ name: 'Not granted', lines: missingScopes.map(toScopeLine) }]),
    { name: 'Ends', lines: [{ text: `${toTime(expiresAt)} · ${left}` }] },
    { name: 'Access type', lines: toAccessType(token?.accessType ?? null) },
    { name: 'Checked', lines: [{ text: toTime(checkedAt) }] },
  ];
}

function toIssuedTo({ token, isOurs }: Health, clientId: string): HealthFact['lines'] {
  if (isOurs === null || token?.clientId == null) return notSaid;
  return isOurs
    ? [{ text: 'This instance’s client', raw: clientId }]
    : [{ text: 'Another client', raw: token.clientId }];
}

function toScopeLine(scope: string): HealthFact['lines'][number] {
  const words = toScopeWords(scope);
  return words === scope
    ? { text: scope }
    : { text: words.replace(/^./, (c) => c.toUpperCase()), raw: scope };
}

function toAccessType(accessType: string | null): HealthFact['lines'] {
  if (accessType === null) return notSaid;
  return [
    {
      text:
        accessType === 'offline'
          ? 'Offline: new tokens come without the browser'
          : 'Online: it cannot be renewed without the browser',
    },
  ];
}
