// google_ads_config.rb. The library evaluates it as a program, and its last value must be the configuration
// (googleads/google-ads-ruby, lib/google/ads/google_ads/google_ads_client.rb). So nothing in a value may be code.
import { notice, toFile, toHex, toLines, type Keys, type Writer } from './settings';

const keys: Keys = [
  ['developer_token', 'developerToken'],
  ['client_id', 'clientId'],
  ['client_secret', 'clientSecret'],
  ['refresh_token', 'refreshToken'],
  ['login_customer_id', 'loginCustomerId'],
  ['linked_customer_id', 'linkedCustomerId'],
];

/** Writes every text. */
export const toRubyFile: Writer = (values) => {
  const settings = toLines(keys, values, quote, (key, quoted) => `  c.${key} = ${quoted}`);
  const before = [...notice.map((line) => `# ${line}`), '', 'Google::Ads::GoogleAds::Config.new do |c|'];
  return toFile(before, settings, ['end']);
};

/**
 * Printable ASCII in single quotes, where nothing is interpolated and only quote and backslash are escaped. Anything
 * else follows as a literal of `\u{…}` only, which Ruby joins to it: the file may be read in any encoding, and a CRLF
 * in a literal would become LF (Ruby's documentation, "Literals", section "Strings").
 */
function quote(value: string): string {
  const parts = value.match(/[ -~]+|[^ -~]+/gu) ?? [''];
  return parts.map((part) => (/^[ -~]*$/.test(part) ? toPlain(part) : toEscaped(part))).join(' ');
}

function toPlain(part: string): string {
  return `'${part.replace(/['\\]/g, '\\$&')}'`;
}

function toEscaped(part: string): string {
  return `"${Array.from(part, (character) => `\\u{${toHex(character)}}`).join('')}"`;
}
