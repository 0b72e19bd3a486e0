import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import type { CommandName } from '#contract/names';

/** The parts of an IPC event that say who speaks. */
export type Sender = Pick<IpcMainInvokeEvent | IpcMainEvent, 'sender' | 'senderFrame'>;

/** One of our windows, and what its page may run. */
export type Speaker = { readonly contents: WebContents; readonly commands: readonly CommandName[] };

/**
 * The window that speaks, null for a stranger. Only the main frame of a window of ours, while it shows our own page, may
 * speak. `senderFrame` is null once the frame has gone, so it is read before anything is awaited.
 */
export function findSpeaker(
  { sender, senderFrame }: Sender,
  speakers: readonly Speaker[],
  origin: string,
): Speaker | null {
  const speaker = speakers.find(({ contents }) => contents.id === sender.id);
  const isOurPage =
    speaker !== undefined &&
    senderFrame !== null &&
    senderFrame === speaker.contents.mainFrame &&
    senderFrame.url.startsWith(`${origin}/`);
  return isOurPage ? speaker : null;
}
