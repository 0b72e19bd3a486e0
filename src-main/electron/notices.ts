// Notices of the desktop: one at a time, none while the screen is locked. Nothing secret is in one, since the desktop
// keeps them and may show them to whoever stands in front of it.
import { Notification } from 'electron';
import type { Notice, Shell } from '#usecases/ports';
import { isScreenLocked } from './screen-lock';

/** Milliseconds between looks whether the screen is open again. */
const looksAgainAfter = 30_000;

/** What a desktop has to be able to do. */
export type NoticeBoard = {
  /** Puts it up; the function takes it down. Null where the desktop has no notices. */
  readonly show: (notice: Notice, onClick: () => void) => (() => void) | null;
  /** Never rejects. */
  readonly isLocked: () => Promise<boolean>;
  /** Runs once after so many milliseconds; returns the way to call it off. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
};

export function createNotices(
  board: NoticeBoard,
  onClick: (accountId: string | null) => void,
): Shell['notify'] {
  let current: Notice | null = null;
  let takeAway = (): void => undefined;

  async function showOnceSeen(notice: Notice): Promise<void> {
    const isLocked = await board.isLocked();
    // Another one, or none, was wished for meanwhile.
    if (notice !== current) return;
    takeAway = isLocked
      ? board.after(looksAgainAfter, () => void showOnceSeen(notice))
      : (board.show(notice, () => onClick(notice.accountId)) ?? takeAway);
  }

  return (notice) => {
    takeAway();
    takeAway = () => undefined;
    current = notice === null ? null : { ...notice };
    if (current !== null) void showOnceSeen(current);
  };
}

/** The desktop that runs. */
export const desktopBoard: NoticeBoard = {
  show({ title, body }, onClick) {
    if (!Notification.isSupported()) return null;
    const words = process.platform === 'linux' ? withoutMarkup(body) : body;
    const notice = new Notification({ title, body: words, silent: true });
    notice.on('click', onClick);
    notice.show();
    return () => notice.close();
  },
  isLocked: isScreenLocked,
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** On Linux a body is read as markup, and names may come from a server. */
function withoutMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
