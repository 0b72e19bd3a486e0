// What can go wrong on this computer: the keychain, files and clipboard, and what was asked.
import { says, type FailureTexts } from './failure-text';
import { toShortcutWords } from './shortcut-words';

const saveReasons = {
  'disk-full': 'The disk is full. Free some space; Daypass saves again with the next change.',
  denied: 'Daypass may not write to its folder. Check the folder’s permissions.',
  other: 'Daypass saves again with the next change. Until then a restart would lose the latest one.',
};

const fileSaveReasons = {
  'disk-full': 'The disk is full. Free some space, then save it again.',
  denied: 'Daypass may not write there. Choose another folder.',
  other: 'Choose another place, then save it again.',
};

const importReasons = {
  empty: 'It is empty. Daypass reads looker.ini files, LOOKERSDK_ settings and the client files of Google.',
  'nothing-found':
    'It has no section of a looker.ini, no LOOKERSDK_ settings and no client of Google. The first two need an address, a client id and a client secret.',
  'too-large':
    'It is far larger than a looker.ini or a client file. Choose another one, or copy only the lines you need.',
  'not-text': 'It is not plain text. A looker.ini or a client file is a small text file.',
  'broken-json':
    'It begins like a client file of Google and breaks off. Download the file once more, or copy all of its text.',
  'service-account':
    'It is the key of a service account: such a key is no sign-in of a person, and Daypass does not keep it. Daypass needs the file of an OAuth client, client_secret_….json.',
  'authorized-user':
    'It is a sign-in that another program wrote (authorized_user), not a client. Take the file of its OAuth client, client_secret_….json, and sign in here.',
  'api-key':
    'It is an API key of Google. Looker Studio and Google Ads take none: Daypass needs the file of an OAuth client, client_secret_….json.',
  'other-json':
    'It is JSON, but not the file of an OAuth client. That one is called client_secret_….json, and its first word is installed or web.',
};

const unwritableFields: Readonly<Record<string, string>> = {
  clientId: 'client id',
  clientSecret: 'client secret',
  refreshToken: 'refresh token',
  developerToken: 'developer token',
  loginCustomerId: 'login customer id',
  linkedCustomerId: 'linked customer id',
};

export const failuresHere = {
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
      'The keychain works but no longer holds this sign-in. It was removed outside Daypass. Signing in again, or entering the API key again, brings it back.',
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
      'Another program held it for a moment. Nothing was copied.',
      'try-again',
    ),
  'shortcut-refused': ({ shortcut }, os) =>
    says(
      `${toShortcutWords(shortcut, os)} could not be taken`,
      'Another program has these keys, or this desktop gives none to programs. Choose others in the settings.',
    ),
  'login-item-refused': () =>
    says(
      'The start at login could not be changed',
      'The desktop did not take the change, and the setting stays as it was. You can add Daypass, or take it out, in the settings of the desktop.',
    ),
  'file-not-read': () =>
    says(
      'The file could not be read',
      'It may have been moved, or Daypass may not open it. Choose it again, or copy its text and import from the clipboard.',
    ),
  'file-not-saved': ({ reason }) => says('The file was not saved', fileSaveReasons[reason]),
  'import-unreadable': ({ from, why }) =>
    says(
      from === 'file' ? 'Nothing to import in this file' : 'Nothing to import on the clipboard',
      importReasons[why],
    ),
  'client-file-incomplete': ({ clientType, missing }) =>
    says(
      'The client file is not complete',
      `It is the file of a ${clientType === 'web' ? 'web' : 'desktop'} client, and it has no ${missing.join(' and no ')}. Download it once more in the Google console. The secret is in it only right after it was made; if it is gone, add a new secret there.`,
    ),
  'config-not-writable': ({ field }) =>
    says(
      'This format cannot hold one of the values',
      `The ${unwritableFields[field] ?? 'value'} has a character that it has no way to write. Choose another format.`,
    ),
  'import-over': () =>
    says(
      'This import is no longer open',
      'It was taken already or is too old, and Daypass has forgotten what it read. Choose the file again, or copy the text again.',
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
} satisfies Partial<FailureTexts>;
