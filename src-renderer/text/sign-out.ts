// What a sign-out did, line by line: what is proved, what is not, what is still alive.
import type { AccountView, InstanceView, SignOutLine, SignOutReport } from '../bridge/client';
import { en } from './en';
import { permissionsPage } from './google-account';
import { toDay, toTime } from './times';
import { toFailureText } from './failures';

export type SignOutTone = 'done' | 'open' | 'unknown';
export type SignOutText = { readonly tone: SignOutTone; readonly text: string };

/** What a line needs beside itself. */
export type SignOutPlace = {
  readonly now: number;
  /** `Ana Ruiz at Google Ads`; null when it has left the list. */
  readonly nameOf: (accountId: string) => string | null;
};

type Texts = {
  readonly [K in SignOutLine['kind']]: (
    line: Extract<SignOutLine, { kind: K }>,
    place: SignOutPlace,
  ) => SignOutText;
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
  'refresh-token-revoked': () =>
    done('The server says that it has ended the sign-in. It may take a while until that is so everywhere.'),
  'refresh-token-alive': ({ until }, { now }) =>
    open(`The refresh token still works at the server.${untilClause(until, now)}`),
  'refresh-token-unchecked': ({ until }, { now }) =>
    unknown(`Whether the refresh token still works could not be asked.${untilClause(until, now)}`),
  'left-at-provider': ({ until }, { now }) =>
    open(`The server was not asked, on purpose: the sign-in lives on there.${untilClause(until, now)}`),
  'also-ended': ({ accountId, outcome }, { nameOf }) =>
    toAlsoEnded(nameOf(accountId) ?? 'An account that has left the list', outcome),
  'api-key-lives': ({ keyId }) =>
    open(`The key ${keyId} itself still works until somebody deletes it in Looker under Admin > Users.`),
  queued: () =>
    unknown(
      'The server could not be reached. What is needed to end the sign-in is kept, and Daypass tries again by itself.',
    ),
  'forgotten-here': () => done('What Daypass stored for this sign-in is deleted from this computer.'),
  'not-forgotten-here': ({ failure }) =>
    open(
      `The keychain still holds what was stored: ${toFailureText(failure).title.toLowerCase()}. Daypass deletes it there as soon as that opens.`,
    ),
};

export function toSignOutText(line: SignOutLine, place: SignOutPlace): SignOutText {
  const write = texts[line.kind] as (line: SignOutLine, place: SignOutPlace) => SignOutText;
  return write(line, place);
}

function toAlsoEnded(
  name: string,
  outcome: Extract<SignOutLine, { kind: 'also-ended' }>['outcome'],
): SignOutText {
  switch (outcome) {
    case 'dead':
      return done(`${name} has ended with it. The server was asked afterwards.`);
    case 'alive':
      return open(`${name} still works for now. The server may take a while to end it, too.`);
    case 'unchecked':
      return unknown(`${name} has most likely ended with it. That could not be asked.`);
  }
}

function untilClause(until: number | null, now: number): string {
  return until === null ? '' : ` It ends by ${toDay(until, now)} at the latest.`;
}

export function toReportTitle(
  { at, lines }: SignOutReport,
  isQueued: boolean,
  isRevocation: boolean,
): string {
  const time = toTime(at);
  const texts = en.signOutReport;
  if (isQueued) return isRevocation ? texts.titleRevoking(time) : texts.titleQueued(time);
  if (lines.some(({ kind }) => kind === 'left-at-provider')) return texts.titleForgotten(time);
  return lines.some(({ kind }) => kind === 'refresh-token-revoked')
    ? texts.titleRevoked(time)
    : texts.title(time);
}

/** `Ana Ruiz at Google Ads`, to tell accounts of one person apart. */
export function toAccountName({ identity }: AccountView, { name }: InstanceView): string {
  return `${identity.displayName} at ${name}`;
}

/** What an admin, or the person, can end that is still open, as one sentence; null if there is nothing. */
export function toAdminRequest(
  { canEndEverywhere, lines }: SignOutReport,
  { identity, signsInWith }: AccountView,
  { clientId, managesClients, name, providerLabel, signsOutWidely }: InstanceView,
): string | null {
  const isThere = (...kinds: readonly SignOutLine['kind'][]) =>
    lines.some(({ kind }) => kinds.includes(kind));
  const { displayName, userId } = identity;
  if (signsInWith.kind === 'api-key' && isThere('api-key-lives')) {
    return `If the key is not needed any more, ask your ${providerLabel} admin to delete the API key ${signsInWith.keyId} of ${displayName} (user ${userId}).`;
  }
  if (signsOutWidely) {
    return isThere('left-at-provider', 'refresh-token-unchecked')
      ? `${displayName} can end it at any time: ${permissionsPage}`
      : null;
  }
  if (!isThere('refresh-token-alive', 'refresh-token-unchecked', 'everywhere-refused')) return null;
  const start = canEndEverywhere ? 'Or ask' : 'To end the rest now, ask';
  return managesClients
    ? `${start} your ${providerLabel} admin to deactivate user ${userId} (${displayName}) for the client app ${clientId}.`
    : `${start} your admin to take ${clientId} off the apps that may act for ${displayName} at ${name}.`;
}
