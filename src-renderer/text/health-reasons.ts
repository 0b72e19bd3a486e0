// Why an API refused a token that is alive: what it means, and who can do what about it (Google fact sheet, sections 1.9,
// 3.4 and 4.1). A new reason without words does not compile.
import type { CheckReason, Health, InstanceView } from '../bridge/client';
import { toScopeList } from './scopes';

export type ReasonText = {
  readonly title: string;
  readonly means: string;
  /** What there is to choose from, a line each. */
  readonly items?: readonly string[];
  /** Who does what. */
  readonly todo: string;
  /** Where that is done, to be opened by hand. */
  readonly page: string | null;
  readonly action: 'sign-in' | 'change-instance' | null;
};

type Place = {
  readonly instance: Pick<InstanceView, 'google'>;
  readonly health: Pick<Health, 'api' | 'missingScopes' | 'person'>;
};
type Write = (place: Place) => ReasonText;

const adsOverview = 'https://console.cloud.google.com/google/ads-apis/overview';
const accountSecurity = 'https://myaccount.google.com/security';

export const apiNames = { studio: 'Looker Studio API', ads: 'Google Ads API' } as const;

export const consumerHint =
  'The Looker Studio API is for accounts of a Google Workspace or Cloud Identity. Consumer accounts, such as those at gmail.com, cannot use it at all.';

const texts: Record<CheckReason, Write> = {
  'token-refused': () => ({
    title: 'Google does not take the token',
    means:
      'A fresh token was refused as well, so the sign-in behind it is over, or was taken back a moment ago.',
    todo: 'Sign in again.',
    page: null,
    action: 'sign-in',
  }),
  'scope-insufficient': ({ health: { missingScopes } }) => ({
    title: 'The token may not do this',
    means:
      missingScopes.length === 0
        ? 'What was granted at the sign-in does not include this API.'
        : `Not granted at the sign-in: ${toScopeList(missingScopes)}.`,
    todo: 'Sign in again and tick every box on Google’s page. If no page with boxes appears, an admin has granted the scopes for everybody, and has to add the missing one there.',
    page: null,
    action: 'sign-in',
  }),
  'api-disabled': (place) => ({
    title: 'The API is switched off in the project',
    means: `The sign-in is fine. The ${apiNameOf(place)} is not enabled in ${projectOf(place)}, which the client belongs to.`,
    todo: 'Somebody who may change the project enables it on this page. Then wait a few minutes and check again.',
    page: toLibraryPage(place),
    action: null,
  }),
  'not-allowed': (place) => (place.health.api === 'studio' ? studioNotAllowed() : notAllowed(place)),
  'version-unknown': ({ instance: { google } }) => ({
    title: `Google does not know version ${google?.adsApiVersion ?? ''} of the Google Ads API`,
    means:
      'Google retires each version after about a year. The sign-in is fine; only the check asks for a version.',
    todo: 'Set a newer version of the API.',
    page: null,
    action: 'change-instance',
  }),
  'project-not-approved': (place) => ({
    title: 'The project may only reach test accounts so far',
    means: `What a client may do in Google Ads goes by the access level of ${projectOf(place)}.`,
    items: [
      'Test: test accounts only. It comes with enabling the API.',
      'Explorer: real accounts, 2,880 operations a day. Mostly given by itself.',
      'Basic: 15,000 operations a day.',
      'Standard: no limit.',
    ],
    todo: 'Somebody who may change the project asks for the next level on this page.',
    page: adsOverview,
    action: null,
  }),
  'project-disabled': (place) => ({
    title: 'The project is switched off',
    means: `Google Ads does not take calls of ${projectOf(place)}: it was switched off, or shut down.`,
    todo: 'Its owner sees why on this page, and in the mails that Google sent about it.',
    page: adsOverview,
    action: null,
  }),
  'not-ads-user': ({ health: { person } }) => ({
    title: 'This Google account is in no Google Ads account',
    means: `${person.displayName} signed in, but has not been invited to any Google Ads account.`,
    todo: 'Accept an invitation in Google Ads, or sign in as somebody who has access.',
    page: 'https://ads.google.com',
    action: null,
  }),
  'two-step-missing': ({ health: { person } }) => ({
    title: '2-Step Verification is missing',
    means: 'Google Ads wants it for everybody who uses the API.',
    todo: `${person.displayName} turns on 2-Step Verification on this page, then signs in again.`,
    page: accountSecurity,
    action: 'sign-in',
  }),
  'advanced-protection-missing': ({ health: { person } }) => ({
    title: 'Advanced Protection is missing',
    means: 'This Google Ads account lets in only who is in Google’s Advanced Protection Program.',
    todo: `${person.displayName} enrols on this page, then signs in again.`,
    page: accountSecurity,
    action: 'sign-in',
  }),
  'account-deleted': () => ({
    title: 'The Google account was deleted',
    means: 'The token still lives, but the account behind it is gone.',
    todo: 'Sign in with another account, and remove this one from the list.',
    page: null,
    action: null,
  }),
  'organization-refused': (place) => ({
    title: 'The organisation behind the project is not accepted',
    means: `Google Ads does not know or has not approved the organisation that ${projectOf(place)} belongs to.`,
    todo: 'Somebody who may change the project looks at its access to the API on this page.',
    page: adsOverview,
    action: null,
  }),
  'user-permission-denied': ({ health: { person } }) => ({
    title: 'No access to this customer',
    means: `${person.displayName} may use the API, but not for the customer that was asked for.`,
    todo: 'Where access runs through a manager account, a program has to name that one as login customer id: ten digits without dashes. Configuration file… in the menu has a field for it.',
    page: null,
    action: null,
  }),
  'customer-not-found': () => ({
    title: 'There is no such customer',
    means: 'Google Ads knows no customer with the id that was asked for.',
    todo: 'Compare the ten digits with those at the top right in Google Ads.',
    page: 'https://ads.google.com',
    action: null,
  }),
  'customer-not-enabled': () => ({
    title: 'The customer is not active',
    means: 'The Google Ads account is not set up completely, was cancelled, or is suspended.',
    todo: 'Somebody with access finishes its set-up or makes it active again in Google Ads.',
    page: 'https://ads.google.com',
    action: null,
  }),
  'terms-not-accepted': () => ({
    title: 'The terms are not accepted yet',
    means: 'Google Ads waits for somebody to accept its terms of service for this account.',
    todo: 'An administrator of the Google Ads account accepts them there, then check again.',
    page: 'https://ads.google.com',
    action: null,
  }),
  'developer-token': (place) => ({
    title: 'Google stumbled over a developer token',
    means: `Daypass sends none. Since 9 September 2026 Google goes by the access level of ${projectOf(place)} instead.`,
    todo: 'Look at the access level on this page. A newer version of the API, under Change instance…, may know nothing of developer tokens any more.',
    page: adsOverview,
    action: 'change-instance',
  }),
};

export function toReasonText(reason: CheckReason, place: Place): ReasonText {
  return texts[reason](place);
}

function studioNotAllowed(): ReasonText {
  return {
    title: 'Looker Studio says no to this person',
    means: `The token is alive and the API is on. ${consumerHint}`,
    todo: 'A Workspace admin looks whether the service Looker Studio (Data Studio) is on for this person: Apps > Additional Google services in the admin console.',
    page: 'https://admin.google.com',
    action: null,
  };
}

function notAllowed(place: Place): ReasonText {
  return {
    title: `The ${apiNameOf(place)} says no to this person`,
    means: 'The token is alive and the API is on, but this call is not allowed.',
    todo: 'Ask an administrator of the Google Ads account whether this person has access.',
    page: null,
    action: null,
  };
}

function apiNameOf({ health: { api } }: Place): string {
  return api === null ? 'API' : apiNames[api];
}

function projectOf({ instance: { google } }: Place): string {
  return google?.projectId == null ? 'the Cloud project' : `the Cloud project ${google.projectId}`;
}

/** With the project, where it is known: the console opens another one otherwise. */
function toLibraryPage({ instance: { google }, health: { api } }: Place): string {
  const service = api === 'ads' ? 'googleads' : 'datastudio';
  const project = google?.projectId == null ? '' : `?project=${encodeURIComponent(google.projectId)}`;
  return `https://console.cloud.google.com/apis/library/${service}.googleapis.com${project}`;
}
