// The error bodies of Google's APIs (google.rpc.Status): why, as one word of a published list.

import { fieldsOf } from '#domain/json-fields';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The most exact reason: of Google Ads' own failure, else of an ErrorInfo, else the status. Null when the body is none of
 * Google's.
 */
export function reasonIn(json: unknown): string | null {
  const { error } = fieldsOf(json);
  const { details, status } = fieldsOf(error);
  const parts = Array.isArray(details) ? details.slice(0, mostDetails).map(fieldsOf) : [];
  const words = [...parts.flatMap(adsCodesIn), ...parts.map(({ reason }) => reason), status];
  return words.find(isWord) ?? null;
}

const mostDetails = 20;

/** `errors[].errorCode` names its list as the key: `{"authorizationError": "USER_PERMISSION_DENIED"}`. */
function adsCodesIn({ errors }: Fields): readonly unknown[] {
  if (!Array.isArray(errors)) return [];
  return errors.slice(0, mostDetails).flatMap((one) => Object.values(fieldsOf(fieldsOf(one)['errorCode'])));
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Z][A-Z0-9_]{1,80}$/.test(value);
}
