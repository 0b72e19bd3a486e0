// What a sign-out did, line by line: what is proved, what is not, what is still alive.
import type { AccountView, InstanceView, SignOutLine, SignOutReport } from '../bridge/client';
import { toDay, toTime } from './times';
import { toFailureText } from './failures';

export type SignOutTone = 'done' | 'open' | 'unknown';
export type SignOutText = { readonly tone: SignOutTone; readonly text: string };

type Texts = {
  readonly [K in SignOutLine['kind']]: (line: Extract<SignOutLine, { kind: K }>, now: number) => SignOutText;
};

const done = (text: string): SignOutText => ({ tone: 'done', text });
const open = (text: string): SignOutText => ({ tone: 'open', text });
const unknown = (text: string): SignOutText => ({ tone: 'unknown', text });

const texts: Texts = {
  'everywhere-ended': () =>
    done('All sign-ins of this person with Daypass are ended here, on every computer. The server said so.'),
  'everywhere-refused': () =>
    open('The server did not end the sign-ins on other computers. This sign-in was ended on its own.'),
  'access-token-dead': () => done('The access token no longer works. The server was asked afterwards.'),
  'access-token-alive': () => open('The access token still works until it ends, within the hour.'),
  'access-token-unchecked': () => unknown('Whether the access token still works could not be asked.'),
  'older-tokens-dead': ({ count }) =>
    done(
      count === 1
        ? 'The access token before it no longer works either.'
        : `The ${count} access tokens before it no longer work either.`,
    ),
  'older-tokens-unchecked': ({ count }) =>
    unknown(
      count === 1
        ? 'Whether the access token before it still works could not be asked. It ends within the hour.'
        : `Whether the ${count} access tokens before it still work could not be asked. They end within the hour.`,
    ),
  'earlier-tokens-unchecked': ({ until }) =>
    unknown(
      `Access tokens copied before Daypass was last started could not be asked about. They end by ${toTime(until)} at the latest.`,
    ),
  'no-access-token': () => done('There was no live access token to end.'),
  'refresh-token-dead': () => done('The refresh token no longer works. The server was asked afterwards.'),
  'refresh-token-revoked': () => done('The server says that it ended the refresh token.'),
  'refresh-token-alive': ({ until }, now) =>
    open(`The refresh token still works at the server.${untilClause(until, now)}`),
  'refresh-token-unchecked': ({ until }, now) =>
    unknown(`Whether the refresh token still works could not be asked.${untilClause(until, now)}`),
  'api-key-lives': ({ keyId }) =>
    open(`The key ${keyId} itself still works until somebody deletes it in Looker under Admin > Users.`),
  queued: () =>
    unknown(
      'The server could not be reached. What is needed to end the sign-in is kept, and Daypass tries again by itself.',
    ),
  'forgotten-here': () => done('What Daypass stored for this sign-in is deleted from this computer.'),
  'not-forgotten-here': ({ failure }) =>
    open(
      `The keychain still holds what was stored: ${toFailureText(failure).title.toLowerCase()}. Remove the account once it works; that deletes it there, too.`,
    ),
};

export function toSignOutText(line: SignOutLine, now: number): SignOutText {
  const write = texts[line.kind] as (line: SignOutLine, now: number) => SignOutText;
  return write(line, now);
}

function untilClause(until: number | null, now: number): string {
  return until === null ? '' : ` It ends by ${toDay(until, now)} at the latest.`;
}

/** What an admin can end that is still open, as one sentence to pass on; null if there is nothing. */
export function toAdminRequest(
  { canEndEverywhere, lines }: SignOutReport,
  { identity, signsInWith }: AccountView,
  { clientId, managesClients, name, providerLabel }: InstanceView,
): string | null {
  const isThere = (...kinds: readonly SignOutLine['kind'][]) =>
    lines.some(({ kind }) => kinds.includes(kind));
  const { displayName, userId } = identity;
  if (signsInWith.kind === 'api-key' && isThere('api-key-lives')) {
    return `If the key is not needed any more, ask your ${providerLabel} admin to delete the API key ${signsInWith.keyId} of ${displayName} (user ${userId}).`;
  }
  if (!isThere('refresh-token-alive', 'refresh-token-unchecked', 'everywhere-refused')) return null;
  const start = canEndEverywhere ? 'Or ask' : 'To end the rest now, ask';
  return managesClients
    ? `${start} your ${providerLabel} admin to deactivate user ${userId} (${displayName}) for the client app ${clientId}.`
    : `${start} your admin to take ${clientId} off the apps that may act for ${displayName} at ${name}.`;
}
