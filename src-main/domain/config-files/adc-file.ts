// Application Default Credentials of a user, found through GOOGLE_APPLICATION_CREDENTIALS (Google fact sheet,
// section 5). What belongs to Google Ads alone has no place in it, and JSON has none for a comment.
import { ok } from '../result';
import { toLines, type Keys, type Writer } from './settings';

const keys: Keys = [
  ['client_id', 'clientId'],
  ['client_secret', 'clientSecret'],
  ['refresh_token', 'refreshToken'],
];

/** Writes every text. */
export const toAdcFile: Writer = (values) => {
  const members = toLines(keys, values, JSON.stringify, (key, quoted) => `  "${key}": ${quoted}`);
  if (!members.ok) return members;
  return ok(`{\n${['  "type": "authorized_user"', ...members.value].join(',\n')}\n}\n`);
};
