// The page an analyst sends to the admin: what is asked, why, how, and how to take it back.
import type { HandOff, InstanceView, RegistrationCheck } from '../bridge/client';
import { toDelegationSheet } from './delegation';
import { code, list, text, toMarkdown, type Sheet, type SheetSection } from './sheet';
import { toHost } from './times';

type Registration = Extract<HandOff, { kind: 'registration' }>;

/** Null where nothing has to be registered. */
export function toSheet(instance: InstanceView): Sheet | null {
  const { handOff } = instance;
  if (handOff === null) return null;
  return handOff.kind === 'delegation'
    ? toDelegationSheet(instance, handOff)
    : toRegistrationSheet(instance, handOff);
}

function toRegistrationSheet(instance: InstanceView, handOff: Registration): Sheet {
  return {
    title: `Registering Daypass at ${instance.name}`,
    sections: [
      toRequest(instance),
      toReasons(instance),
      toRegistration(handOff),
      toWays(instance, handOff),
      toGroupOption(),
      toPeopleSee(instance),
      toUndo(instance, handOff),
    ],
  };
}

function toRequest({ providerLabel, uiOrigin }: InstanceView): SheetSection {
  return {
    title: 'What is asked',
    parts: [
      text(
        `Please register one OAuth client at ${uiOrigin}. It is done once, for everybody, and needs the Admin role of ${providerLabel}. Until then nobody can sign in there with Daypass.`,
      ),
    ],
  };
}

function toReasons({ providerLabel, requestedScope }: InstanceView): SheetSection {
  return {
    title: 'What Daypass is, and what it can do then',
    parts: [
      text(
        `Daypass is a desktop app. It signs people in to ${providerLabel} through their browser, with the login they always use, and gives them access tokens for the ${providerLabel} API that live about an hour.`,
      ),
      list(
        `It can use the ${providerLabel} API with each person’s own rights, and nothing beyond them. The scope is ${requestedScope}.`,
        'The client has no secret, so there is none to share, to store or to leak. Every sign-in is bound to the app that began it (PKCE).',
        'The answer of a sign-in goes to the person’s own computer only: that is what the address 127.0.0.1 means.',
        'Passwords never reach Daypass. The refresh token stays in the keychain of the computer and ends after about a month.',
        'It takes the place of API keys that live for years in files.',
      ),
    ],
  };
}

function toRegistration({ clientId, redirectUri, body }: Registration): SheetSection {
  return {
    title: 'What is registered',
    parts: [
      code('Client ID (client_guid)', clientId),
      code('Redirect URI, exactly like this, port included', redirectUri),
      code('The whole registration, as JSON', body),
    ],
  };
}

function toWays(
  { name, providerLabel, release }: InstanceView,
  { call, explorer }: Registration,
): SheetSection {
  const runs = release === null ? '' : ` This instance says that it runs ${release}.`;
  return {
    title: 'How: any one of these ways',
    parts: [
      code(
        `In the API Explorer: open this address, put in the client ID as client_guid and the JSON as body, and run it`,
        explorer,
      ),
      code('With the API: send the JSON with this call and an admin’s token', call),
      text(
        `In the admin pages: Admin > Authentication > Manage OAuth Clients > Custom Clients. Instances hosted by ${providerLabel} have this page from release 26.20 on.${runs}`,
      ),
      text(`In Daypass: an admin who is signed in to ${name} there finds the same form under “Client apps”.`),
    ],
  };
}

function toGroupOption(): SheetSection {
  return {
    title: 'If only some people should use it',
    parts: [
      text(
        'Add "group_id" with the ID of a group to the JSON. Only its members can then sign in with Daypass; everybody else sees a 403 page after accepting.',
      ),
    ],
  };
}

function toPeopleSee({ providerLabel }: InstanceView): SheetSection {
  return {
    title: 'What people see',
    parts: [
      text(
        `At the first sign-in ${providerLabel} shows a page with the description from the JSON, and a button to accept. After that the browser comes straight back.`,
      ),
    ],
  };
}

function toUndo({ providerLabel }: InstanceView, { undo }: Registration): SheetSection {
  return {
    title: 'How to take it back',
    parts: [
      code('With the API, and an admin’s token', undo),
      text(
        `This deletes the registration and ends all its tokens, of all users, at once. It cannot be undone: registered anew, everybody signs in again. Changing "enabled" to false keeps the registration, refuses every request of the client and ends its tokens, too.`,
      ),
      text(`Nothing else at ${providerLabel} is changed by any of this.`),
    ],
  };
}

/** The page as text that reads well in a mail and is valid Markdown. */
export function toSheetText(instance: InstanceView): string {
  const sheet = toSheet(instance);
  return sheet === null ? '' : toMarkdown(sheet);
}

export type Verdict = {
  readonly tone: 'calm' | 'warn';
  readonly title: string;
  readonly text: string;
  /** How it was found out. */
  readonly how: string;
  readonly canSignIn: boolean;
};

type Words = Omit<Verdict, 'how'>;

const verdicts: Record<RegistrationCheck['verdict'], (instance: InstanceView) => Words> = {
  registered: () => ({
    tone: 'calm',
    title: 'It is registered',
    text: 'Client ID and redirect URI are as this instance needs them, and the client is enabled.',
    canSignIn: true,
  }),
  disabled: () => ({
    tone: 'warn',
    title: 'It is registered, but disabled',
    text: 'Every sign-in is refused until an admin enables it.',
    canSignIn: false,
  }),
  'uri-differs': () => ({
    tone: 'warn',
    title: 'Another redirect URI is registered',
    text: 'It has to be exactly the needed one, port included. An admin can correct the registration, or you change the port of this instance here.',
    canSignIn: false,
  }),
  'not-registered': ({ clientId }) => ({
    tone: 'warn',
    title: 'It is not registered yet',
    text: `There is no client ${clientId} at this instance.`,
    canSignIn: false,
  }),
  'not-refused': () => ({
    tone: 'calm',
    title: 'The sign-in page does not object',
    text: 'Only a sign-in proves it.',
    canSignIn: true,
  }),
};

export function toVerdict({ verdict, by }: RegistrationCheck, instance: InstanceView): Verdict {
  const how =
    by === 'api'
      ? 'Found out with an account of this instance that may see the registration.'
      : `No account here may see the registration, so the sign-in page of ${toHost(instance.uiOrigin)} was asked.`;
  return { ...verdicts[verdict](instance), how };
}

export const handOffText = {
  title: 'Hand-off sheet for your admin',
  under: (instance: string) =>
    `Somebody with the Admin role has to register Daypass at ${instance} once. Send them this sheet: it names nothing secret.`,
  copy: 'Copy as text',
  save: 'Save as file…',
  copied: 'Sheet copied, ready to paste into a mail',
  saved: 'Sheet saved',
  check: 'They say it is done: check',
  checkHint: 'Daypass asks the server what is registered. Nothing is changed by it.',
  signIn: 'Sign in',
  change: 'Change instance…',
  copyBody: 'Copy the JSON',
  partCopied: 'Copied',
  needed: 'Needed',
  registered: 'Registered',
};
