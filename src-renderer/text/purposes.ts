// What an instance at Google is for, in words. Google renamed Looker Studio to Data Studio in 2026; people search for both.
import type { Audience, ClientPreview, GoogleView, PurposeKind } from '../bridge/client';

export type PurposeText = {
  readonly name: string;
  /** One sentence on what a token of it can do. */
  readonly allows: string;
  /** What has to be known before, where something has. */
  readonly before: { readonly title: string; readonly text: string } | null;
};

export const purposeTexts: Record<PurposeKind, PurposeText> = {
  'studio-read': {
    name: 'Looker Studio / Data Studio, read only',
    allows: 'Finds reports and data sources and sees who may open them. It can change nothing.',
    before: null,
  },
  'studio-manage': {
    name: 'Looker Studio / Data Studio, manage',
    allows: 'Also shares reports and data sources, takes access away, and deletes them.',
    before: {
      title: 'It may delete and purge reports',
      text: 'With a token of this instance, reports and data sources can be deleted, and purged for good. Take read only unless a job needs more.',
    },
  },
  ads: {
    name: 'Google Ads',
    allows: 'Reads and changes everything this person can open in Google Ads, budgets included.',
    before: {
      title: 'Google asks for a passkey',
      text: 'Each new sign-in for Google Ads needs a passkey of the Google account; a password or a code does not do. A passkey that was just made may need up to seven days until Google trusts it. There is no read-only form of this access.',
    },
  },
  custom: {
    name: 'Another Google API',
    allows: 'Asks for the scopes you name, and allows what they allow.',
    before: {
      title: 'One purpose per instance, never a mix',
      text: 'For Looker Studio a single scope too many brings the consent dialog back. Consent cannot be added to later with a desktop client. And what was granted together is taken back together.',
    },
  },
};

/** In the order they are offered. */
export const purposeOrder: readonly PurposeKind[] = ['studio-read', 'studio-manage', 'ads', 'custom'];

const shortNames: Record<PurposeKind, string> = {
  'studio-read': 'Looker Studio',
  'studio-manage': 'Looker Studio, manage',
  ads: 'Google Ads',
  custom: 'Google',
};

/** `Looker Studio · acme-tokens`, with a number where that is taken: a list cuts names at their end. */
export function toProposedName(
  project: string | null,
  purpose: PurposeKind,
  taken: readonly string[],
): string {
  const short = shortNames[purpose];
  const name = project === null || project === '' ? short : `${short} · ${project}`;
  const isTaken = new Set(taken.map((one) => one.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const proposed = number === 1 ? name : `${name} ${number}`;
    if (!isTaken.has(proposed.toLowerCase())) return proposed;
  }
}

export function isStudio({ purpose, scopes }: Pick<GoogleView, 'purpose' | 'scopes'>): boolean {
  return purpose !== 'ads' && (purpose !== 'custom' || scopes.some((scope) => /\/datastudio\b/.test(scope)));
}

export function isAds({ purpose, scopes }: Pick<GoogleView, 'purpose' | 'scopes'>): boolean {
  return purpose === 'ads' || (purpose === 'custom' && scopes.some((scope) => scope.endsWith('/adwords')));
}

export const clientTypeNames: Record<ClientPreview['clientType'], string> = {
  desktop: 'Desktop app',
  web: 'Web application',
};

export type AudienceText = {
  readonly option: string;
  /** As a fact of an instance. */
  readonly name: string;
  readonly means: string;
};

export const audienceTexts: Record<Audience, AudienceText> = {
  unknown: {
    option: 'I do not know',
    name: 'Not known',
    means:
      'The Google Cloud console says it on the page “Audience”. Daypass uses it only to tell you when a sign-in will end.',
  },
  internal: {
    option: 'Only my organisation (Internal)',
    name: 'Only one organisation (Internal)',
    means: 'Google turns away accounts of other organisations.',
  },
  testing: {
    option: 'Test users only (External, in testing)',
    name: 'Test users only (External, in testing)',
    means: 'Sign-ins end after seven days, and Google lets in only who is on the list of test users.',
  },
  production: {
    option: 'Everybody (External, in production)',
    name: 'Everybody (External, in production)',
    means: 'Sign-ins last until they are taken back, or not used for six months.',
  },
};

export const audienceOrder: readonly Audience[] = ['unknown', 'internal', 'testing', 'production'];

export const purposeText = {
  question: 'What is it for?',
  scopes: 'Scopes it asks for',
  custom: 'Scopes',
  customHint:
    'One per line, or separated by spaces or commas. Daypass adds one that says who signed in, where none of yours does.',
  audience: 'Who may sign in with this project’s clients?',
};
