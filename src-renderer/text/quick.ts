// The words of the quick copy.

export const quickText = {
  title: 'Quick copy',
  hint: 'Copy a token with a few letters',
  search: 'Copy a token of…',
  list: 'Accounts',
  none: (search: string) => `Nothing matches “${search}”.`,
  empty: 'There is no account yet. Add one in Daypass.',
  more: (count: number) => `${count} more. Type to narrow the list.`,
  fetching: 'Getting a fresh token…',
  copying: 'Copying…',
  copied: (seconds: number) => `Copied. Clears in ${seconds} s`,
  pinned: 'pinned',
  left: 'left',
  resting: 'Fetches a fresh one',
  waiting: 'Last try failed',
  formatsFor: (name: string, person: string | null) =>
    person === null ? `Copy ${name} as…` : `Copy ${person} at ${name} as…`,
  formats: 'Formats',
  keys: {
    copy: 'Copy',
    'sign-in': 'Sign in',
    copyAs: 'Copy as…',
    again: 'Try again',
    back: 'Back',
    close: 'Close',
  },
  /** From the window of its own, and over the main one. */
  open: 'Open in Daypass',
  show: 'Show account',
};

export const lockText = {
  title: 'Daypass is locked',
  text: 'Your access tokens are put away. Unlocking asks your keychain.',
  unlock: 'Unlock',
};
