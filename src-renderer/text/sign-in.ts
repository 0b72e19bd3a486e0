// The words of the sign-in strip and of "What does the browser show?".
import type { InstanceView, SignInProgress, SignInStep, SignInView } from '../bridge/client';
import { isAds, isStudio } from './purposes';
import { toHost } from './times';

export type StepMark = 'reached' | 'current' | 'failed' | 'upcoming';

const stepLabels: Record<SignInStep, Record<StepMark, string>> = {
  receiver: {
    reached: 'Receiver ready',
    current: 'Opening receiver',
    failed: 'Receiver',
    upcoming: 'Receiver',
  },
  browser: {
    reached: 'Browser opened',
    current: 'Opening browser',
    failed: 'Browser not opened',
    upcoming: 'Browser',
  },
  answer: { reached: 'Answer received', current: 'Waiting for answer', failed: 'Answer', upcoming: 'Answer' },
  exchange: {
    reached: 'Code exchanged',
    current: 'Exchanging code',
    failed: 'Code exchange',
    upcoming: 'Code exchange',
  },
  identity: {
    reached: 'Signed in',
    current: 'Asking who you are',
    failed: 'Who you are',
    upcoming: 'Signed in',
  },
};

export function toStepLabel(step: SignInStep, mark: StepMark): string {
  return stepLabels[step][mark];
}

/** The fact a reached step adds: the port, the name. */
export function toStepDetail(step: SignInStep, { port, progress }: SignInView): string {
  if (step === 'receiver') return port === null ? '' : `on port ${port}`;
  if (step !== 'identity' || progress.kind !== 'done') return '';
  // An address breaks in the middle of a word here, and the title has it already.
  return progress.displayName.includes('@') ? '' : `as ${progress.displayName}`;
}

const underWay: Record<SignInStep, string> = {
  receiver: 'Getting ready to receive the answer…',
  browser: 'Opening your browser…',
  answer: 'Waiting for you in the browser. Sign in there and allow Daypass.',
  exchange: 'Exchanging the code for a token…',
  identity: 'Asking who you are…',
};

/** One sentence on where the attempt stands; also what a screen reader is told. */
export function toSignInSentence(progress: SignInProgress): string {
  switch (progress.kind) {
    case 'under-way':
      return underWay[progress.step];
    case 'failed':
      return 'The sign-in stopped.';
    case 'done':
      return `Signed in as ${progress.displayName}.`;
  }
}

export function toDoneHints(
  progress: Extract<SignInProgress, { kind: 'done' }>,
  { google }: Pick<InstanceView, 'google'>,
): readonly string[] {
  return [
    ...(progress.outcome === 'another-person'
      ? ['This is a further account at this instance. The one that was already here is unchanged.']
      : []),
    ...(google !== null && isStudio(google)
      ? [
          'If Google showed no consent dialog, that is right: your organisation has allowed this client for everybody.',
        ]
      : []),
  ];
}

/** What is good to know while the browser is open. */
export function toWaitingHint(
  progress: SignInProgress,
  { google }: Pick<InstanceView, 'google'>,
): string | null {
  if (progress.kind !== 'under-way' || google === null) return null;
  const isInBrowser =
    progress.step === 'receiver' || progress.step === 'browser' || progress.step === 'answer';
  if (!isInBrowser) return null;
  if (isAds(google)) {
    return 'Google asks for a passkey here. A passkey that was just made may need up to seven days until Google trusts it.';
  }
  return isStudio(google)
    ? 'Where your organisation has allowed this client for everybody, no consent dialog appears. That is right.'
    : null;
}

export const signInText = {
  title: (name: string) => `Signing in to ${name}`,
  left: (span: string) => `${span} left`,
  copyLink: 'Copy the link',
  linkHint: 'The link also works in a private window or another browser.',
  cancel: 'Cancel',
  again: 'Try again',
  secretBack: 'Its client secret is there again.',
  dismiss: 'Close',
  helpTitle: 'What does the browser show?',
  steps: 'Steps of the sign-in',
  marks: { reached: 'done', current: 'under way', failed: 'failed', upcoming: 'to come' },
};

export type BrowserHelp = {
  readonly id: string;
  readonly sees: string;
  readonly then: string;
  readonly copies: 'registration' | 'redirect-uri' | null;
};

/** The pages that never come back to the app, and who does what about each. */
export function toBrowserHelp(instance: InstanceView): readonly BrowserHelp[] {
  return [...toHelpBeforeConsent(instance), ...toHelpAfterConsent(instance)];
}

function toHelpBeforeConsent({ providerLabel, clientId, redirectUri }: InstanceView): readonly BrowserHelp[] {
  const exactly = redirectUri === null ? '' : ` It has to be exactly ${redirectUri}, port included.`;
  return [
    {
      id: 'login',
      sees: 'The login page is still there',
      then: `Sign in to ${providerLabel} as usual, through your company’s page if there is one. If you land on ${providerLabel}’s home page instead, start the sign-in once more.`,
      copies: null,
    },
    {
      id: 'client',
      sees: '“OAuth client was not found”',
      then: `The client id ${clientId} is not registered at this instance. Send the registration to your ${providerLabel} admin.`,
      copies: 'registration',
    },
    {
      id: 'redirect',
      sees: '“redirect_uri mismatch”',
      then: `Another redirect URI is registered.${exactly} Your admin can correct it.`,
      copies: 'redirect-uri',
    },
    {
      id: 'allow',
      sees: 'There is no Allow button',
      then: 'The registration is not complete. Your admin can compare it with the one Daypass copies.',
      copies: 'registration',
    },
  ];
}

function toHelpAfterConsent({ uiOrigin }: InstanceView): readonly BrowserHelp[] {
  return [
    {
      id: 'forbidden',
      sees: 'A 403 page after you accepted',
      then: 'You are not in the group that may use this app. Your admin can add you to it.',
      copies: null,
    },
    {
      id: 'unreachable',
      sees: '“This site can’t be reached”',
      then: `If the address starts with 127.0.0.1, Daypass was no longer listening: start the sign-in once more. If it is ${toHost(uiOrigin)}, check your VPN and the address.`,
      copies: null,
    },
    {
      id: 'close',
      sees: 'The page says you may close it',
      then: 'The answer arrived, and the steps above say what became of it. If they still wait, the page was of an earlier attempt.',
      copies: null,
    },
  ];
}
