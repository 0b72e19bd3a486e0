// What is said about an account at Google: what it was not granted, when it ends, and what may have ended it.
import type { AccountView, Audience, InstanceView } from '../bridge/client';
import { isAds } from './purposes';
import { toScopeList } from './scopes';
import { toDay } from './times';

export const permissionsPage = 'https://myaccount.google.com/permissions';

const day = 86_400_000;
const testingDays = 7;
const thirtyHours = 30 * 3_600_000;
const sixMonths = 181 * day;

export const grantText = {
  title: (scopes: readonly string[]) => `Google did not grant: ${toScopeList(scopes)}`,
  text: 'Calls that need it are refused. Sign in again and tick every box on Google’s page; a box that stays empty is not granted.',
  signIn: 'Sign in again',
};

/** Why one should not give up a sign-in lightly; null where a new one costs little. */
export function toPasskeyHint({ google }: InstanceView): string | null {
  if (google === null || !isAds(google)) return null;
  return 'A new sign-in for Google Ads needs a passkey of the Google account, and a passkey that was just made may take up to seven days to be trusted.';
}

/** When the sign-in ends, a sentence each; what comes first makes the later one idle. */
export function toEndFacts(
  { signInEndsAt, unusedEndsAt, signedInAt }: AccountView,
  { google }: InstanceView,
  now: number,
): readonly string[] {
  const isUnusedFirst = unusedEndsAt !== null && (signInEndsAt === null || unusedEndsAt < signInEndsAt);
  const perhaps = signedInAt + testingDays * day;
  return [
    ...(signInEndsAt === null ? [] : [toEnd(signInEndsAt, google?.audience === 'testing', now)]),
    ...(google?.audience === 'unknown' && signInEndsAt === null && perhaps > now
      ? [`If the project is in testing: ends by ${toDay(perhaps, now)}`]
      : []),
    ...(isUnusedFirst ? [`Ends if unused until ${toDay(unusedEndsAt, now)} (six months)`] : []),
  ];
}

function toEnd(endsAt: number, isTesting: boolean, now: number): string {
  const until = `Ends by ${toDay(endsAt, now)}`;
  return isTesting
    ? `${until} (seven days, because the project is in testing)`
    : `${until}, as Google said at the sign-in`;
}

export type EndNote = { readonly title: string; readonly text: string };

const lookerEnd = 'Looker ends a sign-in after about a month. Signing in early does no harm.';

/** What to do before it is too late; null while there is time. */
export function toEndNote(
  { signInAgainBy, unusedEndsAt }: AccountView,
  instance: InstanceView,
  now: number,
): EndNote | null {
  if (signInAgainBy !== null) {
    const title = `Sign in again by ${toDay(signInAgainBy, now)}.`;
    if (instance.google === null) return { title, text: lookerEnd };
    const passkey = toPasskeyHint(instance);
    const why =
      instance.google.audience === 'testing'
        ? 'Google ends the sign-ins of a project in testing after seven days. A sign-in made after the project is published, or internal, has no such end.'
        : 'Google set this end at the sign-in.';
    const text = passkey === null ? why : `${why} ${passkey}`;
    return { title, text };
  }
  if (unusedEndsAt !== null && unusedEndsAt - now < testingDays * day) {
    return {
      title: `Use it by ${toDay(unusedEndsAt, now)}.`,
      text: 'Google ends sign-ins that nobody used for six months. A refresh is enough.',
    };
  }
  return null;
}

export type EndedCause = { readonly text: string; readonly isLikely: boolean };

export const endedText = {
  title: 'Google ended this sign-in',
  lead: 'It does not say why. What it can be:',
  sessionRule:
    'Google said why: your organisation limits how long such a session lasts. Sign in again; an admin can lengthen it.',
  likely: 'Most likely:',
};

function unlikely(text: string): EndedCause {
  return { text, isLikely: false };
}

/** The causes that the documents name (Google fact sheet, section 1.6), the likely ones first. */
export function toEndedCauses(
  account: AccountView,
  { google }: InstanceView,
  now: number,
): readonly EndedCause[] {
  const { activity, signedInAt } = account;
  const ended = activity.find(({ what, at }) => what === 'sign-in-ended' && at >= signedInAt);
  const endedAt = ended?.at ?? now;
  const lived = endedAt - signedInAt;
  const audience = google?.audience ?? 'unknown';
  const isMail = google?.scopes.some((scope) => /gmail|mail\.google/.test(scope)) === true;
  const causes = [
    ...toTestingCause(account, audience, lived, now),
    unlikely(
      `It was taken back: by this person at ${permissionsPage}, by an admin, or together with another client of the same project.`,
    ),
    unlikely(
      'Google keeps 100 sign-ins per person and client, and drops the oldest without a word when another is made.',
    ),
    unlikely('A rule of the organisation: how long a session lasts, or which services may be used.'),
    ...(isMail ? [unlikely('A new password: with Gmail scopes that ends sign-ins.')] : []),
    toUnusedCause(account, endedAt, now),
  ];
  return [...causes.filter(({ isLikely }) => isLikely), ...causes.filter(({ isLikely }) => !isLikely)];
}

/** Where nobody said who may sign in, one that lived for just about seven days speaks for itself. */
function toTestingCause(
  { signedInAt }: AccountView,
  audience: Audience,
  lived: number,
  now: number,
): readonly EndedCause[] {
  const isPossible = audience === 'testing' || audience === 'unknown';
  if (!isPossible || lived < testingDays * day) return [];
  const dates = `This one is from ${toDay(signedInAt, now)}, so that was on ${toDay(signedInAt + testingDays * day, now)}.`;
  return audience === 'testing'
    ? [{ text: `The project is in testing, where a sign-in ends after seven days. ${dates}`, isLikely: true }]
    : [
        {
          text: `If the project is in testing: there a sign-in ends after seven days. ${dates}`,
          isLikely: lived < testingDays * day + thirtyHours,
        },
      ];
}

function toUnusedCause(account: AccountView, endedAt: number, now: number): EndedCause {
  const usedAt = account.lastUsedAt ?? account.signedInAt;
  const isOver = endedAt >= (account.unusedEndsAt ?? usedAt + sixMonths);
  const used = `This one was last used on ${toDay(usedAt, now)}`;
  return {
    text: isOver
      ? `Nobody used it for six months. ${used}.`
      : `Six months without use end a sign-in, too. ${used}, so that was hardly it.`,
    isLikely: isOver,
  };
}
