// The pages of Google that never come back to the app: what each means, and who has to do what. Errors by the word that
// Google prints, because the sentences around it read alike.
import type { GoogleView, InstanceView } from '../bridge/client';
import { isAds, isStudio } from './purposes';

/** What Daypass can do about a page. */
export type PageOffer =
  'hand-off' | 'copy-redirect-uri' | 'copy-client-id' | 'copy-link' | 'change' | 'sign-in-again';

export type GooglePage = {
  readonly id: string;
  /** As it stands there, or what there is to see. */
  readonly sees: string;
  /** Other words of the same page, for the search. */
  readonly words: string;
  readonly means: string;
  readonly who: string;
  readonly does: string;
  readonly offers: readonly PageOffer[];
};

export type PageGroup = { readonly title: string; readonly pages: readonly GooglePage[] };
export type PageText = Omit<GooglePage, 'id'>;
type Instance = InstanceView & { readonly google: GoogleView };

export const people = {
  you: 'You',
  owner: 'Whoever owns the Cloud project',
  admin: 'An admin of your Google organisation',
  nobody: 'Nobody',
};

export const googlePagesText = {
  title: 'What does Google show?',
  intro:
    'Pick what the page says. On error pages the word that counts stands in small type at the end, for example “Error 400: invalid_scope”.',
  search: 'Find by words of the page',
  none: 'Nothing here has these words. Google’s own sentence on the page usually says who can help.',
  means: 'What it means',
  offers: {
    'hand-off': 'Hand-off sheet for your admin',
    'copy-redirect-uri': 'Copy redirect URI',
    'copy-client-id': 'Copy client ID',
    'copy-link': 'Copy the link',
    change: 'Change instance…',
    'sign-in-again': 'Start the sign-in again',
  } satisfies Record<PageOffer, string>,
};

/** Only what can be seen with this client and purpose. */
export function toGooglePages(instance: Instance): readonly PageGroup[] {
  const groups = [
    {
      title: 'An error page',
      pages: [...toRefusals(instance), ...toClientErrors(instance), ...requestErrors],
    },
    { title: 'Consent and warnings', pages: toConsentPages(instance) },
    { title: 'The account, and the way back', pages: returnPages },
  ];
  return groups.map(({ title, pages }) => ({ title, pages: pages.filter((page) => page !== null) }));
}

function toInvalidScope(instance: Instance): GooglePage {
  const page = {
    id: 'invalid-scope',
    sees: 'Error 400: invalid_scope',
    words: 'Access blocked: Authorization Error. Some requested scopes were invalid',
  };
  if (isStudio(instance.google)) {
    return {
      ...page,
      means:
        'Your organisation has not allowed this client yet, or not for exactly the scopes it asks for. The scopes of Looker Studio are given by an admin, for everybody at once; nobody can agree to them alone.',
      who: 'A super administrator of your Google organisation',
      does: 'delegates to the client once, as the hand-off sheet says. It may take up to a day to work. With an account outside of a Google organisation, such as gmail.com, it never does.',
      offers: ['hand-off', 'sign-in-again'],
    };
  }
  return {
    ...page,
    means: 'Google does not know one of the scopes, or does not give it to this kind of account.',
    who: people.you,
    does:
      instance.google.purpose === 'custom'
        ? 'compare the scopes letter by letter with the API’s documents. Scopes stay as they are in an instance: with the right ones, add another.'
        : 'sign in with an account that uses Google Ads.',
    offers: ['sign-in-again'],
  };
}

function toRefusals(instance: Instance): readonly GooglePage[] {
  return [
    toInvalidScope(instance),
    {
      id: 'access-denied',
      sees: 'Error 403: access_denied',
      words:
        'Access blocked: has not completed the Google verification process. currently being tested, developer-approved testers. not a test user',
      means: 'The project is in testing, and this account is not on its list of test users.',
      who: people.owner,
      does: 'adds the account in the Google Cloud console under Audience > Test users, or publishes the app.',
      offers: ['sign-in-again'],
    },
    {
      id: 'org-internal',
      sees: 'Error 403: org_internal',
      words: 'Access blocked: can only be used within its organization. This client is restricted to users',
      means: 'The client is for one organisation only (Internal), and this account belongs to another.',
      who: people.you,
      does: 'sign in with an account of that organisation. For others, whoever owns the Cloud project makes it External.',
      offers: ['sign-in-again'],
    },
    {
      id: 'admin-policy',
      sees: 'Error: admin_policy_enforced',
      words: 'Access blocked: your institutions admin needs to review. Error 400',
      means: 'Your organisation keeps this client, or one of its scopes, out.',
      who: people.admin,
      does: 'trusts the client ID in the Admin console: Security > Access and data control > API controls.',
      offers: ['copy-client-id', 'sign-in-again'],
    },
  ];
}

function toRedirectMismatch({ redirectUri }: Instance): GooglePage {
  const page = {
    id: 'redirect-uri',
    sees: 'Error 400: redirect_uri_mismatch',
    words:
      'Access blocked: This apps request is invalid. You cant sign in because this app sent an invalid request',
  };
  if (redirectUri === null) {
    return {
      ...page,
      means: 'A Desktop app needs no registered address, so this client is most likely a Web application.',
      who: people.you,
      does: 'add it once more as a Web application, with an address that is registered for it.',
      offers: ['copy-client-id'],
    };
  }
  return {
    ...page,
    means: `${redirectUri} is not registered for this client. It is compared letter by letter, with port and slash.`,
    who: people.owner,
    does: 'adds exactly this address in the Google Cloud console, under Clients, to the authorised redirect URIs. Or change this instance to one that is registered.',
    offers: ['copy-redirect-uri', 'change', 'sign-in-again'],
  };
}

function toClientErrors(instance: Instance): readonly GooglePage[] {
  return [
    toRedirectMismatch(instance),
    {
      id: 'deleted-client',
      sees: 'Error: deleted_client',
      words: 'Access blocked: Authorization Error. The OAuth client was deleted. Error 401',
      means: 'The client was deleted, perhaps because nobody used it for six months.',
      who: people.owner,
      does: 'restores it in the Google Cloud console, which works for about 30 days, or makes a new one. A new one is another instance here.',
      offers: ['copy-client-id'],
    },
    {
      id: 'invalid-client',
      sees: 'Error 401: invalid_client',
      words: 'Access blocked: Authorization Error. The OAuth client was not found. no registered origin',
      means: 'Google knows no client with this client ID: it was cut off or mistyped.',
      who: people.you,
      does: 'compare it with the Google Cloud console, and add the client once more from its file.',
      offers: ['copy-client-id'],
    },
  ];
}

const requestErrors: readonly GooglePage[] = [
  {
    id: 'user-agent',
    sees: 'Error: disallowed_useragent',
    words:
      'Error 403 Access blocked: This apps request does not comply with Googles policies. Use secure browsers policy embedded',
    means: 'The page was opened inside of another program. Google accepts a real browser only.',
    who: people.you,
    does: 'copy the link and open it in your browser.',
    offers: ['copy-link'],
  },
  {
    id: 'invalid-request',
    sees: 'Error 400: invalid_request',
    words:
      'Access blocked: You cant sign in to this app because it doesnt comply with Googles OAuth 2.0 policy. This app sent an invalid request. Authorization Error',
    means: 'Google does not accept the request itself. This is most likely a fault in Daypass.',
    who: people.you,
    does: 'start the sign-in once more. If it stays, report it with the words on the page.',
    offers: ['sign-in-again'],
  },
];

function toConsentPages({ google }: Instance): readonly (GooglePage | null)[] {
  return [
    isStudio(google) ? noDialog : null,
    isStudio(google) ? dialogAnyway : null,
    isAds(google) ? passkey : null,
    {
      id: 'unverified',
      sees: 'Google hasn’t verified this app',
      words: 'The app is requesting access to sensitive info. Back to safety. Advanced. unsafe',
      means: 'The project asks for sensitive access, and Google has not reviewed it.',
      who: people.you,
      does: 'go on by “Advanced” only if the project belongs to you or your company. Otherwise ask whoever owns it: verified or Internal, the page is gone.',
      offers: [],
    },
    {
      id: 'disabled',
      sees: 'Sign in temporarily disabled',
      words: 'Sign in with Google temporarily disabled for this app',
      means: 'A project that Google has not reviewed may let in a hundred people, and that many came.',
      who: people.owner,
      does: 'has the app verified, or makes it Internal.',
      offers: [],
    },
  ];
}

const noDialog: GooglePage = {
  id: 'no-dialog',
  sees: 'No consent dialog appeared',
  words: 'consent screen missing allow continue',
  means:
    'That is right. Your organisation has allowed this client for everybody, so there is nothing left to agree to.',
  who: people.nobody,
  does: 'has to do anything. If the steps above still wait, start the sign-in again.',
  offers: ['sign-in-again'],
};

const dialogAnyway: GooglePage = {
  id: 'dialog-anyway',
  sees: 'A consent dialog, although it was delegated',
  words: 'wants to access your Google Account allow continue consent screen',
  means: 'Not every scope that is asked for was delegated, or the account belongs to another organisation.',
  who: 'A super administrator of your Google organisation',
  does: 'compares the delegated scopes with the hand-off sheet. They have to be exactly these.',
  offers: ['hand-off', 'sign-in-again'],
};

const passkey: GooglePage = {
  id: 'passkey',
  sees: 'It asks for a passkey',
  words: 'Use your passkey security key verify its you two step verification',
  means: 'Google demands a passkey for each new sign-in for Google Ads. A password or a code does not do.',
  who: people.you,
  does: 'use a passkey of this account, or make one in the account’s settings under Security. A new one may need up to seven days until Google trusts it. Sign-ins that are there already go on working.',
  offers: ['sign-in-again'],
};

const returnPages: readonly GooglePage[] = [
  {
    id: 'account',
    sees: 'The wrong account, or none to choose',
    words: 'Choose an account chooser signed in as other',
    means: 'The browser went on with an account that is signed in there already.',
    who: people.you,
    does: 'copy the link and open it in a private window, or in the browser profile of the right account.',
    offers: ['copy-link', 'sign-in-again'],
  },
  {
    id: 'unreachable',
    sees: '127.0.0.1 can’t be reached',
    words:
      'This site cant be reached. refused to connect. ERR_CONNECTION_REFUSED localhost Unable to connect',
    means: 'Daypass no longer waited for this answer: its time was over, or a newer attempt took its place.',
    who: people.you,
    does: 'start the sign-in once more, and close the older pages.',
    offers: ['sign-in-again'],
  },
  {
    id: 'close',
    sees: 'The page says you may close it',
    words: 'You are signed in. return to Daypass',
    means: 'The answer arrived, and the steps above say what became of it.',
    who: people.you,
    does: 'start again if the steps still wait: then the page was of an earlier attempt.',
    offers: ['sign-in-again'],
  },
];
