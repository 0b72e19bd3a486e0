// What can go wrong between this computer and a server: while signing in, and with every later request.
import type { FieldProblems } from '../bridge/client';
import { says, type FailureText, type FailureTexts } from './failure-text';
import { toTime } from './times';

const unreachableHints = {
  'name-not-found': 'The name could not be found. Check the address, and your VPN if the host is internal.',
  refused:
    'The computer is there but does not answer on this port. Check the port, or try again in a moment.',
  'timed-out': 'No answer came in time. Check your connection and VPN, then try again.',
  dropped: 'The connection broke off. Check your connection and VPN, then try again.',
  other: 'Check your connection, VPN and proxy, then try again.',
};

/** Google has no address or port to check: what stands in between does. */
const googleUnreachableHints = {
  ...unreachableHints,
  'name-not-found': 'The name could not be found. Check your connection and VPN, then try again.',
  refused:
    'The connection was refused, most often by a firewall or proxy in between. Check your VPN and proxy, then try again.',
};

const oddAnswers = {
  html: 'a web page instead of data. Often the address is the wrong host or port, or a proxy answered',
  'not-json': 'something that is not JSON. Often a proxy or another server answered',
  'wrong-shape': 'data that does not look like a token. Often the address is another kind of server',
  'too-large': 'far more than expected, so Daypass stopped reading',
  redirect: 'with a redirect to another place, which Daypass does not follow',
  status: 'with an unexpected status',
};

const googleOddAnswers = {
  ...oddAnswers,
  html: 'a web page instead of data. Often a network that asks for a login of its own, or a proxy, answered',
  'wrong-shape': 'data that is not what Google documents. Often a proxy answered',
};

function isGoogle(host: string): boolean {
  return /(?:^|\.)(?:google|googleapis)\.com$/.test(host);
}

/** By Google's word for it (Google fact sheet, section 1.9). */
const blockedHints: Readonly<Record<string, string>> = {
  admin_policy_enforced:
    'The admin of your Google Workspace keeps this client, or something it asks for, out. They can trust its client id in the admin console under Security > Access and data control > API controls. Then try again.',
  org_internal:
    'The client is for its own organisation only, and this account belongs to another one. Use an account of that organisation, or have the project’s owner open it to others in the Google console under Audience.',
  access_denied:
    'Most often the project is in testing and this account is not among its test users. The project’s owner adds it in the Google console under Audience > Test users, or publishes the app. Then try again.',
};

/** Looker's clients are registered by an admin; Google's come with a secret from the console. */
function toClientRefusal(clientId: string, error: string, description: string | null): FailureText {
  const said = description ?? error;
  if (!clientId.endsWith('.apps.googleusercontent.com')) {
    return says(
      `The client ${clientId} was not accepted`,
      'It is not registered at this instance, or it is switched off. Send your admin the registration.',
      'copy-registration',
      said,
    );
  }
  if (error === 'deleted_client') {
    return says(
      'The client was deleted at Google',
      `Google deletes clients that nobody used for six months. For about 30 days the project’s owner can restore ${clientId} in the Google console; after that, make a new client, add it here and sign in with it.`,
      'try-again',
      said,
    );
  }
  if (error === 'unauthorized_client') {
    return says(
      'The sign-in belongs to another client',
      `Google does not take this sign-in from the client ${clientId}. Sign in again with this one.`,
      'sign-in',
      said,
    );
  }
  return says(
    'Google did not accept the client or its secret',
    `The secret of ${clientId} is wrong or was replaced, or the client is gone. Look in the Google console under Clients, then type the secret in again.`,
    'change-instance',
    said,
  );
}

/** What the server said about fields that no form here shows. */
function toSaid(fields: FieldProblems): string | null {
  const said = Object.entries(fields).flatMap(([field, problem]) =>
    problem.kind === 'refused-by-server' ? [`${field}: ${problem.said}`] : [],
  );
  return said.length === 0 ? null : said.join('; ');
}

export const failuresThere = {
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
      'The server sent the browser back without access, as after Cancel. Try again and allow it there. If you did, ask whoever registered the app whether you may use it.',
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
  'client-rejected': ({ clientId, error, description }) => toClientRefusal(clientId, error, description),
  'client-secret-missing': ({ clientId }) =>
    says(
      'The client secret is missing',
      `Google takes the client ${clientId} only together with its secret, and Daypass has none. Type it in again.`,
      'change-instance',
    ),
  'access-blocked': ({ error, description }) =>
    says(
      'Google does not let this account in',
      blockedHints[error] ??
        'An admin, or the owner of the client’s project, keeps it out. Ask them, then try again.',
      'try-again',
      description ?? error,
    ),
  'request-not-understood': ({ host, error, description }) =>
    says(
      `${host} did not understand Daypass`,
      'It did not take the form of the request. That is a fault in Daypass, or the server has changed. Nothing is lost; please report it.',
      'try-again',
      description ?? error,
    ),
  'no-refresh-token': () =>
    says(
      'The server gave a token that cannot be renewed',
      'Without a refresh token every hour would need a new sign-in. At Google, take the app off at myaccount.google.com/permissions and sign in again; elsewhere ask your admin whether this app may renew.',
      'try-again',
    ),
  // talking to a provider
  'provider-unreachable': ({ host, reason }) =>
    says(
      `${host} cannot be reached`,
      (isGoogle(host) ? googleUnreachableHints : unreachableHints)[reason],
      'try-again',
    ),
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
      isGoogle(host)
        ? `It answered ${googleOddAnswers[what]} (status ${status}). Open any page in your browser to see whether the network asks for something, then try again.`
        : `It answered ${oddAnswers[what]} (status ${status}). Check the API host of this instance.`,
      'try-again',
    ),
  'request-refused': ({ host, status, description }) =>
    says(
      `${host} said no`,
      `It refused the request with status ${status}. If it stays so, ask your admin.`,
      'try-again',
      description,
    ),
  'not-found-or-not-allowed': ({ host }) =>
    says(
      `Not found at ${host}, or not allowed`,
      'Looker gives the same answer (404) when something is not there and when this person may not see it. Ask your admin, or use an account with more rights.',
      'try-again',
    ),
  'already-exists': ({ host, description }) =>
    says(
      `It exists already at ${host}`,
      'Something with this id is there, although this account may not see it. An admin can look it up, or choose another id.',
      null,
      description,
    ),
  'fields-refused': ({ host, fields }) =>
    says(
      `${host} did not accept some fields`,
      'Nothing was changed. Correct what it names and try again.',
      null,
      toSaid(fields),
    ),
  'sign-in-expired': ({ interrupted }) =>
    says(
      'This sign-in has ended',
      interrupted
        ? 'Daypass was stopped in the middle of a renewal, and the old sign-in is no longer valid. Nothing else is lost.'
        : 'The server ended this sign-in: it was too old, or an admin or another sign-out ended it.',
      'sign-in',
    ),
  'api-key-rejected': ({ host, keyId }) =>
    says(
      'The API key was not accepted',
      `${host} answered “Not found” to the key ${keyId}. Looker gives this answer on purpose, whether the id or the secret is wrong or the key was deleted. Compare both with the key in Looker, then enter it again.`,
      'enter-key',
    ),
  'workspace-not-set': ({ host, isAllowed }) =>
    isAllowed
      ? says(
          'The token is still in production',
          `${host} gave a token, but the switch to the development workspace failed. Try again; until then queries see production.`,
          'try-again',
        )
      : says(
          'The development workspace is not open to this person',
          `${host} refused the switch, so the token is in production. Stay there, or ask your admin for the permission to develop.`,
          'use-production',
        ),
  'sign-out-waiting': ({ host }) =>
    says(
      'A sign-out is still waiting',
      `${host}, or the keychain, could not be reached yet. Removing now would lose what is needed to end the sign-in there. Try the sign-out again first; if you remove it all the same, the sign-in may live on at the server.`,
    ),
  'sign-in-lives-on': ({ host }) =>
    says(
      'Signed out, but not over at the server',
      `${host} still takes the refresh token, or could not be asked, so the account stays in the list: its report says what can be done. Remove it once more to take it off the list all the same.`,
    ),
  'not-signed-in': () => says('Not signed in', 'Sign in first, then this works.', 'sign-in'),
  'renewed-elsewhere': () =>
    says(
      'Another Daypass is renewing this sign-in',
      'It did not come to an end in time, and two at once could end the sign-in. Nothing was sent from here. Try again in a moment.',
      'try-again',
    ),
  'app-locked': () =>
    says('Daypass is locked', 'Your access tokens are put away. Unlock Daypass, then this works.', 'unlock'),
} satisfies Partial<FailureTexts>;
