// googleads.properties. The library splits each line at its first `=`, and does no more: no quotes, no escapes, nothing
// trimmed; a comment is a line that starts with `#` (googleads/google-ads-perl, Client.pm, `__parse_properties_file`).
import { notice, toFile, toLines, type Keys, type Writer } from './settings';

const keys: Keys = [
  ['clientId', 'clientId'],
  ['clientSecret', 'clientSecret'],
  ['refreshToken', 'refreshToken'],
  ['developerToken', 'developerToken'],
  ['loginCustomerId', 'loginCustomerId'],
  ['linkedCustomerId', 'linkedCustomerId'],
];

/** Writes everything that has no line break in it. CR counts as one: before LF it would be lost on Windows. */
export const toPerlFile: Writer = (values) => {
  const settings = toLines(keys, values, refuseBreaks, (key, value) => `${key}=${value}`);
  return toFile(
    notice.map((line) => `# ${line}`),
    settings,
  );
};

function refuseBreaks(value: string): string | null {
  return /[\r\n]/.test(value) ? null : value;
}
