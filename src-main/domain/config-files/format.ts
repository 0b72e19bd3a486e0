// The configuration files that the Google Ads client libraries read, and the file for Application Default Credentials
// (Google fact sheet, sections 4.2 and 5). What a file says is the same everywhere; how it is written is the format's.

export const configFormats = [
  'python',
  'ruby',
  'java',
  'php',
  'dotnet',
  'perl',
  'env-posix',
  'env-powershell',
  'env-dotenv',
  'adc',
] as const;
export type ConfigFormat = (typeof configFormats)[number];

/** Everything that a file can say. Holds secrets in the clear: made for writing, and dropped after it. */
export type ConfigValues = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  /** Left out of the file when empty. */
  readonly developerToken: string;
  /** Ten digits without dashes, as `parseCustomerId` gives them. Left out of the file when empty. */
  readonly loginCustomerId: string;
  /** Ten digits without dashes. Left out of the file when empty. */
  readonly linkedCustomerId: string;
};

/** A value that a format has no way to write, e.g. a line break in Perl's file. */
export type Unwritable = { readonly kind: 'not-writable'; readonly field: keyof ConfigValues };
