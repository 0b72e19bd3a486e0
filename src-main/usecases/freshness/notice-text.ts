// The words of a notice of the desktop, which no window draws. Never more than three names.
import type { Need } from '#domain/attention';
import type { Notice } from '../ports';

const mostNames = 3;

export function toNotice(needs: readonly Need[]): Notice | null {
  const [first] = needs;
  if (first === undefined) return null;
  if (needs.length === 1) return { ...wordsFor(first), accountId: first.accountId };
  const names = [...new Set(needs.map(({ instanceName }) => instanceName))];
  const more = names.length - mostNames;
  const listed = names.slice(0, mostNames).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return { title: `${needs.length} sign-ins need you`, body: listed, accountId: first.accountId };
}

function wordsFor({ why, instanceName, by }: Need): Pick<Notice, 'title' | 'body'> {
  switch (why) {
    case 'sign-in':
      return {
        title: `Sign in again at ${instanceName}`,
        body: 'Its sign-in has ended. Daypass kept everything else.',
      };
    case 'key':
      return { title: `The key for ${instanceName} is refused`, body: 'Enter it again, or make a new one.' };
    case 'set-up':
      return {
        title: `${instanceName} has to be set up`,
        body: 'The sign-in is good, but its client or project is not.',
      };
    case 'keychain':
      return { title: 'Your keychain is locked', body: `Daypass needs it for ${instanceName}.` };
    case 'ends-soon':
      return { title: `Sign in again by ${toDay(by)}`, body: `Then the sign-in at ${instanceName} ends.` };
  }
}

function toDay(at: number | null): string {
  return at === null
    ? 'soon'
    : new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' }).format(at);
}
