// The words of importing API keys from a configuration file or the clipboard. Lines are numbered as an editor does.
import type { ConfigProblem, ImportEntry, KeysPreview } from '../bridge/client';
import { toFieldSentence } from './field-problems';
import { toHost } from './times';

type Format = KeysPreview['format'];
type NameOf = (key: string) => string;
type Sentences = {
  readonly [K in ConfigProblem['kind']]: (
    problem: Extract<ConfigProblem, { kind: K }>,
    nameOf: NameOf,
  ) => string;
};

const sentences: Sentences = {
  'not-a-setting': () => 'this is no setting. One looks like base_url = https://acme.cloud.looker.com.',
  'no-section': () => 'this belongs to no section. A section starts with its name in brackets, [Looker].',
  'unclosed-section': () => 'the name of this section is not closed with a ].',
  'duplicate-section': ({ name }) => `there is already a section [${name}]. Give this one another name.`,
  'duplicate-key': ({ key }, nameOf) => `${nameOf(key)} is set a second time. Keep one of the two.`,
  'missing-key': ({ key }, nameOf) => `what starts here has no ${nameOf(key)}.`,
  'bad-address': ({ problem }, nameOf) => `${nameOf('base_url')}: ${toFieldSentence(problem)}`,
  'bad-key-id': (_, nameOf) => `${nameOf('client_id')} has a space in it or is too long for an ID.`,
  'bad-key-secret': (_, nameOf) =>
    `${nameOf('client_secret')} has a space in it or is too long for a secret.`,
  interpolation: ({ key }, nameOf) =>
    `${nameOf(key)} is put together from other settings with %(…)s. Write the value out.`,
  placeholder: ({ key }, nameOf) => `${nameOf(key)} is still a placeholder. Put your own value there.`,
  'too-many': ({ limit }) => `only the first ${limit} keys were taken; nothing from this line on.`,
};

/** The lines a person reads when looking for the mistake in an editor. */
export function toProblemText(problem: ConfigProblem, format: Format): string {
  const sentence = sentences[problem.kind] as (problem: ConfigProblem, nameOf: NameOf) => string;
  return `Line ${problem.line}: ${sentence(problem, (key) => toSettingName(key, format))}`;
}

/** Problems name settings as the ini does, in both formats. */
function toSettingName(key: string, format: Format): string {
  const isLooker = /^(?:base_url|client_id|client_secret|verify_ssl|timeout)$/.test(key);
  return format === 'environment' && isLooker ? `LOOKERSDK_${key.toUpperCase()}` : key;
}

/** Without a name, by the host; without that, by nothing but its line. */
export function toSectionTitle({ section, apiOrigin }: ImportEntry, format: Format): string {
  if (section === '') return apiOrigin === null ? 'Section without a name' : toHost(apiOrigin);
  return format === 'ini' ? `[${section}]` : section;
}

export function toInstanceText({ instance }: ImportEntry): string {
  return instance.instanceId === null
    ? `New instance “${instance.name}”`
    : `Joins “${instance.name}”, which is in your list`;
}

export function toIgnoredText({ ignored }: ImportEntry, format: Format): string | null {
  if (ignored.length === 0) return null;
  const names = ignored.map(({ key, line }) => `${toSettingName(key, format)} (line ${line})`);
  return `Not used: ${names.join(', ')}.`;
}

/** What a person has to look at before the key goes to the host the file names. */
export type HostText =
  | { readonly tone: 'warn'; readonly title: string; readonly text: string }
  | { readonly tone: 'quiet'; readonly text: string };

export function toHostText({ apiOrigin, found }: ImportEntry): HostText | null {
  if (apiOrigin === null) return null;
  if (found === null) {
    return { tone: 'quiet', text: 'This host did not answer just now, so Daypass cannot say what it is.' };
  }
  if (found.differs || found.apiOrigin !== apiOrigin) {
    return {
      tone: 'warn',
      title: 'Two hosts: look before you import',
      text: `The key is sent to ${toHost(apiOrigin)}, as the file says. That host names others as its own; go on only if all of them belong to your company.`,
    };
  }
  if (found.source === 'nothing') {
    return {
      tone: 'quiet',
      text: 'This host did not say that it is a Looker. The key is sent there all the same.',
    };
  }
  return null;
}

export const importText = {
  title: 'Import a file',
  intro:
    'From the looker.ini of a Looker SDK, or from LOOKERSDK_ environment settings. A client file of Google, client_secret_….json, works here, too. You see what is in it before anything is taken over.',
  chooseFile: 'Choose a file…',
  dropHint: 'or drop it anywhere in this window',
  dropNow: 'Drop it to read it',
  readClipboard: 'Read the clipboard',
  clipboardHint: (os: 'linux' | 'mac' | 'windows') =>
    `Copied the text? ${os === 'mac' ? '⌘V' : 'Ctrl V'} works here, too. This window never sees the secrets: Daypass reads them behind it and keeps them in your keychain.`,
  reading: 'Reading…',
  oneFile: 'Several files were dropped. Only the first was read.',
  found: (keys: number, broken: number, from: KeysPreview['from']) => {
    const place = from === 'file' ? 'in the file' : 'on the clipboard';
    const what = keys === 1 ? `One key ${place}` : `${keys} keys ${place}`;
    if (broken === 0) return what;
    return broken === keys ? `${what}, not usable as it is` : `${what}, ${broken} of them not usable`;
  },
  outcome: (imported: number, failed: number) =>
    failed === 0 ? `${imported} imported` : `${imported} imported, ${failed} did not work`,
  inTheClear: {
    file: 'The file still holds the secrets in the clear. Delete it, or take them out of it, when no program needs it.',
    clipboard:
      'The clipboard still holds the secrets in the clear. Copy something else once the import is done.',
  },
  fileProblems: 'Lines that could not be read',
  entries: 'Keys to import',
  line: (line: number) => `line ${line}`,
  sentTo: 'API host',
  keyId: 'Client ID',
  instance: 'Instance',
  saysApi: 'It names as API host',
  saysSignIn: 'It names as sign-in page',
  signInPage: 'Sign-in page',
  known: 'Already in your list: importing replaces the stored secret.',
  tlsOff: 'verify_ssl is off in the file; Daypass always checks certificates.',
  broken: 'It cannot be imported like this.',
  imported: 'Imported',
  show: 'Show the account',
  another: 'Read something else',
  runNone: 'Import',
  run: (keys: number, isAgain: boolean) => {
    const what = keys === 1 ? '1 key' : `${keys} keys`;
    return isAgain ? `Try ${what} again` : `Import ${what}`;
  },
  done: 'Done',
};
