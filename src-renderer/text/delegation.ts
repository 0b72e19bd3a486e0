// The page for a super administrator at Google: domain-wide delegation, without which Looker Studio lets nobody in.
import type { HandOff, InstanceView } from '../bridge/client';
import { code, list, steps, text, type Sheet, type SheetSection } from './sheet';

export type Delegation = Extract<HandOff, { kind: 'delegation' }>;

const product = 'Looker Studio / Data Studio';

export const delegationText = {
  under:
    'A super administrator of your Google organisation allows this client once, for everybody. Send them this sheet: it names nothing secret.',
  compareTitle: 'Does it still not work? Compare what your admin entered',
  compare: 'Client ID and scopes from the Admin console',
  compareHint: 'Paste them as your admin entered them. Nothing of it leaves this window.',
  fits: 'These are exactly the right scopes',
  fitsHint: 'If Google still refuses, give it up to a day.',
  differs: 'This is not what Daypass asks for',
  missing: 'Missing',
  extra: 'Not needed',
  extraHint:
    'What is not needed does not stop a sign-in, but it is a right that nobody uses. Better take it out.',
  otherClient: 'Another client',
  otherClientHint: 'It has to be the client ID of this sheet, from its first to its last letter.',
  doneTitle: 'They say it is done',
  doneHint:
    'Sign in. When all is well, no consent dialog appears: your admin has agreed for everybody. Then “Check…” at the account asks Looker Studio itself.',
  signIn: 'Sign in',
};

export function toDelegationSheet({ name }: InstanceView, handOff: Delegation): Sheet {
  return {
    title: `${product}: allowing a client for your organisation (${name})`,
    sections: [
      toRequest(),
      toPlace(handOff),
      toEntries(handOff),
      toHow(),
      toIfRefused(),
      toMeaning(handOff),
      toCheck(),
      toUndo(),
    ],
  };
}

function toRequest(): SheetSection {
  return {
    title: 'What is asked',
    parts: [
      text(
        `Please allow one OAuth client to use ${product} for the people of your organisation. Google calls it domain-wide delegation. It is done once, for everybody, and only a super administrator can do it. Until then every sign-in ends with “Error 400: invalid_scope”.`,
      ),
    ],
  };
}

function toPlace({ console }: Delegation): SheetSection {
  return {
    title: 'Where',
    parts: [
      code('In the Google Admin console', console, 'Copy the address'),
      text(
        'By hand: Menu > Security > Access and data control > API controls > Manage Domain Wide Delegation > Add new.',
      ),
    ],
  };
}

function toEntries({ clientId, scopes }: Delegation): SheetSection {
  return {
    title: 'What to enter',
    parts: [
      code('Client ID', clientId, 'Copy client ID'),
      code('OAuth scopes, separated by commas', scopes, 'Copy scopes'),
      text(
        'Exactly these: Google compares what is asked for with what was delegated. With one missing nobody gets in; one more is a right that nobody uses.',
      ),
    ],
  };
}

function toHow(): SheetSection {
  return {
    title: 'Steps',
    parts: [
      steps(
        'Open the page above as a super administrator and press “Add new”.',
        'Paste the client ID.',
        'Paste the scopes into “OAuth scopes (comma-delimited)”.',
        'Press “Authorize”.',
        `See that ${product} is on for the people who will use it: Menu > Apps > Additional Google services.`,
      ),
      text(
        'Google may need a while until it works everywhere. Up to 24 hours is what is commonly said; often it is much less.',
      ),
    ],
  };
}

function toIfRefused(): SheetSection {
  return {
    title: 'If “Authorize” fails',
    parts: [
      list(
        'The client ID has to be complete, up to .apps.googleusercontent.com, and the client must not have been deleted.',
        'Each scope may stand there once, without spaces or line breaks between them.',
        'Where changes need a second admin, that one has to approve.',
      ),
    ],
  };
}

function toMeaning({ scopes }: Delegation): SheetSection {
  const canDelete = scopes.split(',').some((scope) => scope.endsWith('/datastudio'));
  return {
    title: 'What it means',
    parts: [
      list(
        'Within these scopes the client may act for every user of your organisation, and Google asks none of them. Google therefore advises narrow scopes and a look at the list from time to time.',
        'Daypass is a desktop app: each person signs in through their own browser with their own account, and gets tokens with their own rights, on their own computer.',
        canDelete
          ? 'These scopes include changing: reports and data sources can be shared, deleted and purged for good.'
          : 'These scopes only read: reports and data sources can be found, and nothing can be changed.',
      ),
    ],
  };
}

function toCheck(): SheetSection {
  return {
    title: 'The check afterwards',
    parts: [
      list(
        'Somebody signs in with Daypass. When all is well, no consent dialog appears, because the delegation has agreed for everybody. Then “Check…” at the account asks Looker Studio with the new token.',
        'A consent dialog appears: more is asked for than was delegated, or the account is of another organisation.',
        '“Error 400: invalid_scope” appears: it does not work yet, or client ID or scopes differ.',
      ),
    ],
  };
}

function toUndo(): SheetSection {
  return {
    title: 'How to take it back',
    parts: [text('On the same page, delete the client from the list. It then acts for nobody any more.')],
  };
}
