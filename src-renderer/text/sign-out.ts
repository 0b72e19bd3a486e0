// What a sign-out did, line by line: what is proved, what is not, what is still alive.
import type { SignOutLine } from '../bridge/client';
import { toDay } from './times';
import { toFailureText } from './failures';

export type SignOutTone = 'done' | 'open' | 'unknown';
export type SignOutText = { readonly tone: SignOutTone; readonly text: string };

function untilClause(until: number | null, now: number): string {
  return until === null ? '' : ` It ends by ${toDay(until, now)} at the latest.`;
}

export function toSignOutText(line: SignOutLine, now: number): SignOutText {
  switch (line.kind) {
    case 'access-token-dead':
      return { tone: 'done', text: 'The access token no longer works. The server was asked afterwards.' };
    case 'access-token-alive':
      return { tone: 'open', text: 'The access token still works until it ends, within the hour.' };
    case 'access-token-unchecked':
      return { tone: 'unknown', text: 'Whether the access token still works could not be asked.' };
    case 'refresh-token-dead':
      return { tone: 'done', text: 'The refresh token no longer works. The server was asked afterwards.' };
    case 'refresh-token-revoked':
      return { tone: 'done', text: 'The server says that it ended the refresh token.' };
    case 'refresh-token-alive':
      return {
        tone: 'open',
        text: `The refresh token still works at the server.${untilClause(line.until, now)} Your admin can end it sooner.`,
      };
    case 'refresh-token-unchecked':
      return {
        tone: 'unknown',
        text: `Whether the refresh token still works could not be asked.${untilClause(line.until, now)}`,
      };
    case 'forgotten-here':
      return { tone: 'done', text: 'Both tokens are deleted from this computer.' };
    case 'not-forgotten-here':
      return {
        tone: 'open',
        text: `The keychain still holds the refresh token: ${toFailureText(line.failure).title.toLowerCase()}. Remove the account once it works; that deletes it there, too.`,
      };
  }
}
