import type { Result } from '../result';
import { toAdcFile } from './adc-file';
import { toDotnetFile } from './dotnet-file';
import { toDotenvFile, toPosixFile, toPowershellFile } from './environment-files';
import type { ConfigFormat, ConfigValues, Unwritable } from './format';
import { toJavaFile } from './java-file';
import { toPerlFile } from './perl-file';
import { toPhpFile } from './php-file';
import { toPythonFile } from './python-file';
import { toRubyFile } from './ruby-file';
import type { Writer } from './settings';

const writers: Readonly<Record<ConfigFormat, Writer>> = {
  python: toPythonFile,
  ruby: toRubyFile,
  java: toJavaFile,
  php: toPhpFile,
  dotnet: toDotnetFile,
  perl: toPerlFile,
  'env-posix': toPosixFile,
  'env-powershell': toPowershellFile,
  'env-dotenv': toDotenvFile,
  adc: toAdcFile,
};

/** The name that the library looks for, or that its sample has; for environment variables a name of ours. */
export const configFileNames: Readonly<Record<ConfigFormat, string>> = {
  python: 'google-ads.yaml',
  ruby: 'google_ads_config.rb',
  java: 'ads.properties',
  php: 'google_ads_php.ini',
  dotnet: 'App.config',
  perl: 'googleads.properties',
  'env-posix': 'google-ads.env.sh',
  'env-powershell': 'google-ads.env.ps1',
  'env-dotenv': 'google-ads.env',
  adc: 'application_default_credentials.json',
};

/**
 * The text of a file, to be kept as UTF-8. The library that it is for reads exactly these values in it. Optional values
 * that are empty are left out. Fails with the first field that this format cannot express; text that is not Unicode
 * (half of a surrogate pair) none can.
 */
export function toConfigFile(format: ConfigFormat, values: ConfigValues): Result<string, Unwritable> {
  return writers[format](values);
}

/**
 * A customer id as people type it, `123-456-7890` or `1234567890`, as the ten digits that the libraries want. Null for
 * what is none; empty stays empty.
 */
export function parseCustomerId(typed: string): string | null {
  const trimmed = typed.trim();
  if (trimmed === '') return '';
  return /^\d{3}-?\d{3}-?\d{4}$/.test(trimmed) ? trimmed.replaceAll('-', '') : null;
}
