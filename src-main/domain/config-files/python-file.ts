// google-ads.yaml, read with PyYAML's `safe_load` (googleads/google-ads-python, google/ads/googleads/config.py).
import { notice, toFile, toHex, toLines, type Keys, type Writer } from './settings';

const keys: Keys = [
  ['developer_token', 'developerToken'],
  ['client_id', 'clientId'],
  ['client_secret', 'clientSecret'],
  ['refresh_token', 'refreshToken'],
  ['login_customer_id', 'loginCustomerId'],
  ['linked_customer_id', 'linkedCustomerId'],
];

/** Writes every text. The library takes no file that does not say what `use_proto_plus` is. */
export const toPythonFile: Writer = (values) => {
  const settings = toLines(keys, values, quote, (key, quoted) => `${key}: ${quoted}`);
  return toFile([...notice.map((line) => `# ${line}`), 'use_proto_plus: true'], settings);
};

/**
 * A double-quoted scalar of ASCII only (YAML 1.1, section 5.6): other characters could be line breaks for one version
 * of YAML and not for the other, or none that may stand in a file. Quoted, because `1234567890` would be a number.
 */
function quote(value: string): string {
  return `"${value.replace(/[^ !#-[\]-~]/gu, escape)}"`;
}

function escape(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  const digits = toHex(character, 2);
  if (digits.length === 2) return `\\x${digits}`;
  return digits.length <= 4 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
