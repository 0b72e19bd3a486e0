// google_ads_php.ini, read with `parse_ini_file($path, true, INI_SCANNER_TYPED)` (googleads/google-ads-php,
// src/Google/Ads/GoogleAds/Lib/ConfigurationLoader.php).
import { notice, toFile, toLines, type Keys, type Writer } from './settings';

const adsKeys: Keys = [
  ['developerToken', 'developerToken'],
  ['loginCustomerId', 'loginCustomerId'],
  ['linkedCustomerId', 'linkedCustomerId'],
];
const signInKeys: Keys = [
  ['clientId', 'clientId'],
  ['clientSecret', 'clientSecret'],
  ['refreshToken', 'refreshToken'],
];

/** Writes every text. Both sections are always there. */
export const toPhpFile: Writer = (values) => {
  const toLine = (key: string, quoted: string): string => `${key} = ${quoted}`;
  const ads = toLines(adsKeys, values, quote, toLine);
  if (!ads.ok) return ads;
  const before = [...notice.map((line) => `; ${line}`), '', '[GOOGLE_ADS]', ...ads.value, '', '[OAUTH2]'];
  return toFile(before, toLines(signInKeys, values, quote, toLine));
};

/**
 * In single quotes nothing is special to PHP, not even a backslash, so there is no way to write a single quote. It goes
 * between double quotes, alone, and PHP joins the parts. One text in double quotes would not do: `${HOME}` is replaced
 * there, and a `\"` before the end of a line closes it (php-src, Zend/zend_ini_scanner.l).
 */
function quote(value: string): string {
  const parts = value.match(/'+|[^']+/g) ?? [''];
  return parts.map((part) => (part.startsWith("'") ? `"${part}"` : `'${part}'`)).join('');
}
