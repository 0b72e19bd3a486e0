// ads.properties, read with `Properties.load(InputStream)` (googleads/google-ads-java, GoogleAdsClient.java).
import { notice, toFile, toHex, toLines, type Keys, type Writer } from './settings';

const keys: Keys = [
  ['api.googleads.clientId', 'clientId'],
  ['api.googleads.clientSecret', 'clientSecret'],
  ['api.googleads.refreshToken', 'refreshToken'],
  ['api.googleads.developerToken', 'developerToken'],
  ['api.googleads.loginCustomerId', 'loginCustomerId'],
  ['api.googleads.linkedCustomerId', 'linkedCustomerId'],
];

/** Writes every text. */
export const toJavaFile: Writer = (values) => {
  const settings = toLines(keys, values, escape, (key, escaped) => `${key}=${escaped}`);
  return toFile(
    notice.map((line) => `# ${line}`),
    settings,
  );
};

/**
 * As `Properties.store` does: space at the beginning, `\ : = # !` and everything beyond printable ASCII is escaped.
 * The reader takes bytes for ISO-8859-1 and knows `\uXXXX` for one UTF-16 unit (java.util.Properties, `load`).
 */
function escape(value: string): string {
  return value.replace(/^ |[\\:=#!]/g, '\\$&').replace(/[^ -~]/g, (unit) => `\\u${toHex(unit, 4)}`);
}
