// The words of the dialog that makes a configuration file, and how its variable is set.
import type { AccountView, ConfigFormat, View } from '../bridge/client';

export const exportText = {
  title: 'Configuration file',
  warnTitle: 'This file is as good as the sign-in itself',
  warn: (person: string) =>
    `It holds the refresh token and the client secret, readable for everybody who gets hold of it: a program, a backup, a colleague. They can act as ${person} at Google until the sign-in is revoked. For a short job, copy an access token instead: it is over within the hour.`,
  understood: 'I understand that, and keep the file to myself',
  format: 'For',
  optional: 'Customer ids and developer token (optional)',
  optionalHint: 'What stays empty is left out of the file.',
  loginCustomerId: 'Login customer id',
  loginHint: 'Where access runs through a manager account: its ten digits.',
  linkedCustomerId: 'Linked customer id',
  linkedHint: 'Only where a partner acts through a linked account.',
  developerToken: 'Developer token',
  developerHint: 'Only for library versions from before 9 September 2026; Google does not need it any more.',
  showToken: 'Show the developer token',
  hideToken: 'Hide the developer token',
  preview: 'Preview',
  previewHint: 'With stars for what is secret. Daypass fills that in only when it writes.',
  loading: 'Making the preview…',
  save: 'Save…',
  copy: 'Copy',
  done: 'Done',
  savedTitle: 'Saved',
  privately: 'Only this user of the computer may read it (mode 0600).',
  byFolder: 'Whoever may read its folder may read it.',
  variable: 'Programs find it by this variable:',
  copyPosix: 'Copy the line for a POSIX shell',
  copyPowershell: 'Copy the line for PowerShell',
  lineCopied: 'Line copied',
  shells: { posix: 'POSIX shell', powershell: 'PowerShell' },
};

export type FormatText = {
  readonly name: string;
  /** Where it has to be. */
  readonly place: string;
};

export const formatTexts: Record<ConfigFormat, FormatText> = {
  python: { name: 'Python', place: 'The library looks for google-ads.yaml in the home folder.' },
  ruby: {
    name: 'Ruby',
    place: 'The library looks for google_ads_config.rb in the home folder, and runs it as a program.',
  },
  java: { name: 'Java', place: 'The library looks for ads.properties in the home folder.' },
  php: { name: 'PHP', place: 'The library looks for google_ads_php.ini in the home folder.' },
  dotnet: {
    name: '.NET',
    place: 'A whole App.config; in a program that has one, its GoogleAdsApi parts belong into that.',
  },
  perl: { name: 'Perl', place: 'The library looks for googleads.properties in the home folder.' },
  'env-posix': { name: 'POSIX shell', place: 'For the six libraries, when told to read the environment.' },
  'env-powershell': {
    name: 'PowerShell',
    place: 'For the six libraries, when told to read the environment.',
  },
  'env-dotenv': { name: 'dotenv', place: 'For programs that read a .env file into their environment.' },
  adc: {
    name: 'Application Default Credentials',
    place: 'For every library of Google. A variable tells where the file is.',
  },
};

const groups: readonly { readonly label: string; readonly formats: readonly ConfigFormat[] }[] = [
  { label: 'Client library for Google Ads', formats: ['python', 'ruby', 'java', 'php', 'dotnet', 'perl'] },
  { label: 'Environment variables', formats: ['env-posix', 'env-powershell', 'env-dotenv'] },
  { label: 'Any library of Google', formats: ['adc'] },
];

/** The groups that have something in them here. */
export function toFormatGroups(formats: readonly ConfigFormat[]): typeof groups {
  return groups
    .map((group) => ({ ...group, formats: group.formats.filter((format) => formats.includes(format)) }))
    .filter((group) => group.formats.length > 0);
}

export function toWarning({ identity }: AccountView): string {
  return exportText.warn(identity.displayName);
}

export function toAccessHint(os: View['desktop']['os']): string {
  return os === 'windows' ? exportText.byFolder : exportText.privately;
}

const variable = 'GOOGLE_APPLICATION_CREDENTIALS';

/** Quoted as the shells want it: nothing in a path is read as anything else. */
export function toVariableLines(path: string): { readonly posix: string; readonly powershell: string } {
  return {
    posix: `export ${variable}='${path.replaceAll("'", `'\\''`)}'`,
    powershell: `$env:${variable} = '${path.replaceAll("'", "''")}'`,
  };
}
