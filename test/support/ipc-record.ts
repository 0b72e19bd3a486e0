// Listens in on what crosses between main and the window, from outside the product.
import type { ElectronApplication } from 'playwright';

type Recorder = { daypassMessages?: string[] };

export async function recordIpc(
  electron: ElectronApplication,
): Promise<{ messages(): Promise<readonly string[]> }> {
  await electron.evaluate(({ ipcMain, webContents }) => {
    const heard: string[] = [];
    (globalThis as Recorder).daypassMessages = heard;
    for (const contents of webContents.getAllWebContents()) {
      const send = contents.send.bind(contents);
      contents.send = (channel, ...values: unknown[]) => {
        heard.push(JSON.stringify([channel, values]));
        send(channel, ...values);
      };
    }
    // Electron keeps the handlers in a map of its own; each is wrapped in place.
    const { _invokeHandlers: handlers } = ipcMain as unknown as {
      _invokeHandlers: Map<string, (event: unknown, ...values: unknown[]) => Promise<unknown>>;
    };
    for (const [channel, handler] of handlers) {
      handlers.set(channel, async (event, ...values) => {
        const answer = await handler(event, ...values);
        heard.push(JSON.stringify([channel, values, answer]));
        return answer;
      });
    }
  });
  return {
    messages: () => electron.evaluate(() => (globalThis as Recorder).daypassMessages ?? []),
  };
}
