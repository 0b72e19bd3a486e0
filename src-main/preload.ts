// The bridge: four functions, plain JSON through them, no Electron object handed on. A path to read comes from a File
// that the user chose or dropped, never from the page.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  commandChannel,
  commandNames,
  fileCommand,
  requestChannel,
  viewChannel,
  windowRequests,
  type WindowRequest,
} from './contract/names';

let latestView: unknown = null;
/** Came before the page listened. */
let keptRequest: WindowRequest | null = null;
const viewListeners = new Set<(view: unknown) => void>();
const requestListeners = new Set<(request: WindowRequest) => void>();

ipcRenderer.on(viewChannel, (_event, view: unknown) => {
  if (view === null) return;
  latestView = view;
  for (const listener of viewListeners) listener(view);
});

ipcRenderer.on(requestChannel, (_event, request: unknown) => {
  const known = readRequest(request);
  if (known === null) return;
  if (requestListeners.size === 0) keptRequest = known;
  for (const listener of requestListeners) listener(known);
});

function readRequest(request: unknown): WindowRequest | null {
  if (typeof request === 'object' && request !== null && 'accountId' in request) {
    return typeof request.accountId === 'string' ? { accountId: request.accountId } : null;
  }
  return windowRequests.find((candidate) => candidate === request) ?? null;
}

contextBridge.exposeInMainWorld('daypass', {
  call(name: string, input: unknown): Promise<unknown> {
    return name !== fileCommand && commandNames.some((candidate) => candidate === name)
      ? ipcRenderer.invoke(commandChannel, name, input)
      : Promise.resolve({ ok: false, failure: { kind: 'request-malformed' } });
  },
  previewFile(file: File): Promise<unknown> {
    return ipcRenderer.invoke(commandChannel, fileCommand, { path: webUtils.getPathForFile(file) });
  },
  onView(listener: (view: unknown) => void): () => void {
    viewListeners.add(listener);
    if (latestView !== null) listener(latestView);
    return () => void viewListeners.delete(listener);
  },
  onRequest(listener: (request: WindowRequest) => void): () => void {
    requestListeners.add(listener);
    if (keptRequest !== null) listener(keptRequest);
    keptRequest = null;
    return () => void requestListeners.delete(listener);
  },
});
