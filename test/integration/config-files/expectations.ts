// What a library has to find in its file (Google fact sheet, sections 4.2 and 5), told once more and in another way than
// by the writers.
import type { ConfigFormat, ConfigValues } from '#domain/config-files/format';

export type Settings = Readonly<Record<string, unknown>>;

const camel = {
  clientId: 'clientId',
  clientSecret: 'clientSecret',
  refreshToken: 'refreshToken',
  developerToken: 'developerToken',
  loginCustomerId: 'loginCustomerId',
  linkedCustomerId: 'linkedCustomerId',
} as const;
type Names = Readonly<Partial<Record<keyof ConfigValues, string>>>;

function toNames(toName: (camel: string) => string): Names {
  return Object.fromEntries(Object.entries(camel).map(([field, name]) => [field, toName(name)]));
}

const snake = toNames((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
const environment = toNames(
  (name) => `GOOGLE_ADS_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
);
const forEnvironment = { GOOGLE_ADS_USE_PROTO_PLUS: 'true', GOOGLE_ADS_OAUTH2_MODE: 'APPLICATION' };

const expectations: Readonly<Record<ConfigFormat, { readonly names: Names; readonly always: Settings }>> = {
  python: { names: snake, always: { use_proto_plus: true } },
  ruby: { names: snake, always: {} },
  java: { names: toNames((name) => `api.googleads.${name}`), always: {} },
  php: {
    names: {
      ...toNames((name) => `GOOGLE_ADS.${name}`),
      clientId: 'OAUTH2.clientId',
      clientSecret: 'OAUTH2.clientSecret',
      refreshToken: 'OAUTH2.refreshToken',
    },
    always: {},
  },
  dotnet: {
    names: {
      clientId: 'OAuth2ClientId',
      clientSecret: 'OAuth2ClientSecret',
      refreshToken: 'OAuth2RefreshToken',
      developerToken: 'DeveloperToken',
      loginCustomerId: 'LoginCustomerId',
      linkedCustomerId: 'LinkedCustomerId',
    },
    always: { OAuth2Mode: 'APPLICATION' },
  },
  perl: { names: camel, always: {} },
  'env-posix': { names: environment, always: forEnvironment },
  'env-powershell': { names: environment, always: forEnvironment },
  'env-dotenv': { names: environment, always: forEnvironment },
  adc: {
    names: { clientId: 'client_id', clientSecret: 'client_secret', refreshToken: 'refresh_token' },
    always: { type: 'authorized_user' },
  },
};

/** The values that go into a file of this format, by name; optional ones that are empty do not. */
export function expectedIn(format: ConfigFormat, values: ConfigValues): Settings {
  const { names, always } = expectations[format];
  const written = Object.entries(names)
    .filter(
      ([field]) => !/^(?:developer|login|linked)/.test(field) || values[field as keyof ConfigValues] !== '',
    )
    .map(([field, name]) => [name, values[field as keyof ConfigValues]] as const);
  return { ...always, ...Object.fromEntries(written) };
}

const never = (): boolean => false;
const holdsNul = (value: string): boolean => value.includes('\0');

/** What a format cannot express. For dotenv there is no rule shorter than the one under test. */
export const cannotHold: Readonly<Record<ConfigFormat, ((value: string) => boolean) | null>> = {
  python: never,
  ruby: never,
  java: never,
  php: never,
  // eslint-disable-next-line no-control-regex -- control characters are what this looks for
  dotnet: (value) => /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(value),
  perl: (value) => /[\r\n]/.test(value),
  'env-posix': holdsNul,
  'env-powershell': holdsNul,
  'env-dotenv': null,
  adc: never,
};
