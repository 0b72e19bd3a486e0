import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';

/** The parts of an IPC event that say who speaks. */
export type Sender = Pick<IpcMainInvokeEvent | IpcMainEvent, 'sender' | 'senderFrame'>;

/**
 * Only the main frame of our own window, while it shows our own page, may speak. `senderFrame` is null once the frame
 * has gone, so it is read before anything is awaited.
 */
export function isTrustedSender(
  { sender, senderFrame }: Sender,
  window: WebContents | null,
  origin: string,
): boolean {
  return (
    window !== null &&
    sender.id === window.id &&
    senderFrame !== null &&
    senderFrame === window.mainFrame &&
    senderFrame.url.startsWith(`${origin}/`)
  );
}
