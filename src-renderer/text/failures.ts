// One entry per failure kind: a title, a hint that says what to do, at most one action. A new kind without an entry
// does not compile. docs/failures.md has the longer story of each.
import type { Failure, FailureKind } from '../bridge/client';
import { toTime } from './times';

/** Everything a failure note can offer to do. A place offers it only where it can carry it out. */
export type FailureAction =
  | 'sign-in'
  | 'try-again'
  | 'change-instance'
  | 'copy-link'
  | 'copy-registration'
  | 'recheck-keychain'
  | 'use-memory-only';

export type FailureText = {
  readonly title: string;
  readonly hint: string;
  readonly action: FailureAction | null;
  /** The server's own words, shown as such. */
  readonly said: string | null;
};

export const actionLabels: Record<FailureAction, string> = {
  'sign-in': 'Sign in again',
  'try-again': 'Try again',
  'change-instance': 'Change instance…',
  'copy-link': 'Copy the link',
  'copy-registration': 'Copy registration for your admin',
  'recheck-keychain': 'Check again',
  'use-memory-only': 'Go on with memory only',
};

type Texts = { readonly [K in FailureKind]: (failure: Extract<Failure, { kind: K }>) => FailureText };

function says(
  title: string,
  hint: string,
  action: FailureAction | null = null,
  said: string | null = null,
): FailureText {
  return { title, hint, action, said };
}

const unreachableHints = {
  'name-not-found': 'The name could not be found. Check the address, and your VPN if the host is internal.',
  refused:
    'The computer is there but does not answer on this port. Check the port, or try again in a moment.',
  'timed-out': 'No answer came in time. Check your connection and VPN, then try again.',
  dropped: 'The connection broke off. Check your connection and VPN, then try again.',
  other: 'Check your connection, VPN and proxy, then try again.',
};

const oddAnswers = {
  html: 'a web page instead of data. Often the address is the wrong host or port, or a proxy answered',
  'not-json': 'something that is not JSON. Often a proxy or another server answered',
  'wrong-shape': 'data that does not look like a token. Often the address is another kind of server',
  'too-large': 'far more than expected, so Daypass stopped reading',
  redirect: 'with a redirect to another place, which Daypass does not follow',
  status: 'with an unexpected status',
};

const saveReasons = {
  'disk-full': 'The disk is full. Free some space; Daypass saves again with the next change.',
  denied: 'Daypass may not write to its folder. Check the folder’s permissions.',
  other: 'Daypass saves again with the next change. Until then a restart would lose the latest one.',
};

const texts: Texts = {
  // signing in
  'port-taken': ({ port, holder }) =>
    says(
      `Port ${port} is in use`,
      `${holder ?? 'Another program'} is using it. Close that program and try again, or give this instance another port; the registration then needs the same port.`,
      'try-again',
    ),
  'port-refused': ({ port }) =>
    says(
      `Port ${port} may not be used`,
      'This computer does not let Daypass listen there. Choose another port for this instance; the registration then needs the same port.',
      'change-instance',
    ),
  'browser-not-opened': () =>
    says(
      'The browser did not open',
      'Copy the link and open it in any browser on this computer. Daypass is still waiting for the answer.',
      'copy-link',
    ),
  'sign-in-timed-out': ({ minutes }) =>
    says(
      'No answer came from the browser',
      `Daypass waited ${minutes} minutes. What the browser shows tells why; see the list below, then try again.`,
      'try-again',
    ),
  'sign-in-cancelled': () => says('Sign-in cancelled', 'Nothing was changed.', 'try-again'),
  'sign-in-refused': ({ error, description }) =>
    says(
      'The sign-in was refused',
      'The server sent the browser back without access. If you did not choose this yourself, ask your admin whether you may use this app.',
      'try-again',
      description ?? error,
    ),
  'scope-refused': ({ scope, description }) =>
    says(
      scope === '' ? 'The scope was refused' : `The scope ${scope} was refused`,
      'Your admin has to allow this scope for the registered app.',
      'copy-registration',
      description,
    ),
  'issuer-mismatch': ({ expected }) =>
    says(
      'The answer came from another server',
      `Daypass expected ${expected} and used nothing of it. Try again; if it happens twice, tell your admin.`,
      'try-again',
    ),
  'code-rejected': ({ description }) =>
    says(
      'The sign-in code was not accepted',
      'It was too old or already used. A new sign-in usually works.',
      'try-again',
      description,
    ),
  'client-rejected': ({ clientId, error, description }) =>
    says(
      `The client ${clientId} was not accepted`,
      'It is not registered at this instance, or it is switched off. Send your admin the registration.',
      'copy-registration',
      description ?? error,
    ),
  'no-refresh-token': () =>
    says(
      'The server gave a token that cannot be renewed',
      'Without a refresh token every hour would need a new sign-in. Ask your admin whether this app may renew.',
      'try-again',
    ),
  // talking to a provider
  'provider-unreachable': ({ host, reason }) =>
    says(`${host} cannot be reached`, unreachableHints[reason], 'try-again'),
  offline: ({ host }) =>
    says(
      'You are offline',
      `Try again once this computer reaches ${host}. Your sign-in is not touched.`,
      'try-again',
    ),
  'certificate-untrusted': ({ host }) =>
    says(
      `The certificate of ${host} is not trusted`,
      'Nothing was sent. If your company inspects traffic, its certificate has to be installed on this computer.',
      'try-again',
    ),
  'provider-busy': ({ host, retryAt }) =>
    says(
      `${host} is busy`,
      retryAt === null
        ? 'It asks for a pause. Try again in a few minutes.'
        : `It asks for a pause. Daypass may ask again at ${toTime(retryAt)}.`,
      'try-again',
    ),
  'provider-misbehaved': ({ host, status, what }) =>
    says(
      `${host} gave an odd answer`,
      `It answered ${oddAnswers[what]} (status ${status}). Check the API host of this instance.`,
      'try-again',
    ),
  'request-refused': ({ host, status, description }) =>
    says(
      `${host} said no`,
      `It refused the request with status ${status}. If it stays so, ask your admin.`,
      'try-again',
      description,
    ),
  'sign-in-expired': ({ interrupted }) =>
    says(
      'This sign-in has ended',
      interrupted
        ? 'Daypass was stopped in the middle of a renewal, and the old sign-in is no longer valid. Nothing else is lost.'
        : 'The server ended this sign-in: it was too old, or an admin or another sign-out ended it.',
      'sign-in',
    ),
  'not-signed-in': () => says('Not signed in', 'Sign in first, then this works.', 'sign-in'),
  // the vault
  'keychain-missing': () =>
    says(
      'No keychain was found',
      'Daypass keeps sign-ins in the keychain of this computer and found none. Install or start one (on Linux: GNOME Keyring or KWallet), or go on with memory only: then sign-ins end when Daypass quits.',
      'use-memory-only',
    ),
  'keychain-locked': () =>
    says(
      'The keychain is locked',
      'Your sign-ins are safe in it. Unlock the keychain, then check again.',
      'recheck-keychain',
    ),
  'keychain-timed-out': () =>
    says(
      'The keychain did not answer',
      'It may be asking for your password in another window. Answer there, then check again.',
      'recheck-keychain',
    ),
  'keychain-failed': () =>
    says(
      'The keychain cannot be used right now',
      'It answered with an error. Nothing was deleted. Check again, or restart the keychain.',
      'recheck-keychain',
    ),
  'secret-missing': () =>
    says(
      'The stored sign-in is gone',
      'The keychain works but no longer holds this sign-in. It was removed outside Daypass. Signing in again brings it back.',
      'sign-in',
    ),
  'secret-too-large': ({ bytes, limit }) =>
    says(
      'This sign-in does not fit into the keychain',
      `It needs ${bytes} bytes and the keychain of this computer takes ${limit}. Memory only works: sign-ins then end when Daypass quits.`,
      'use-memory-only',
    ),
  // this computer
  'clipboard-refused': () =>
    says(
      'The clipboard was not available',
      'Another program held it for a moment. The token was not copied.',
      'try-again',
    ),
  'catalog-unreadable': ({ keptAs, recovered }) =>
    says(
      recovered ? 'The list was restored from its backup' : 'The list of instances could not be read',
      recovered
        ? `The damaged file is kept as ${keptAs}. Please check that nothing is missing.`
        : `It is kept as ${keptAs} and the list starts empty. Sign-ins in the keychain are untouched.`,
    ),
  'catalog-too-new': ({ version }) =>
    says(
      'This list belongs to a newer Daypass',
      `Its format is version ${version}. Update Daypass; until then nothing is written, so nothing is lost.`,
    ),
  'catalog-not-saved': ({ reason }) => says('The last change was not saved', saveReasons[reason]),
  // what was asked
  'input-invalid': () => says('Something needs a second look', 'The fields say what to change.'),
  'instance-unknown': () =>
    says(
      'This instance is no longer here',
      'It was removed in the meantime. Choose another one from the list.',
    ),
  'account-unknown': () =>
    says(
      'This account is no longer here',
      'It was removed in the meantime. Choose another one from the list.',
    ),
  'request-malformed': () =>
    says(
      'Daypass did not understand its own request',
      'This is a fault in Daypass. Restarting it usually helps; please report it.',
    ),
  internal: ({ reference }) =>
    says(
      'Something went wrong in Daypass',
      `This is a fault in Daypass, not yours. The log has the details under ${reference}.`,
      'try-again',
    ),
};

const longestSaid = 200;

export function toFailureText(failure: Failure): FailureText {
  const write = texts[failure.kind] as (failure: Failure) => FailureText;
  const text = write(failure);
  return text.said === null ? text : { ...text, said: toQuote(text.said) };
}

/** Server text is untrusted: one line, no control characters, at most 200 characters. */
function toQuote(said: string): string | null {
  const line = said.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  if (line === '') return null;
  return line.length > longestSaid ? `${line.slice(0, longestSaid - 1)}…` : line;
}
