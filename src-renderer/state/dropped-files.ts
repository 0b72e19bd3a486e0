// A file dropped on the window is meant for the import: it is the one thing here that takes files.
import type { Desk } from './desk';

/** For an effect: opens the import with what is dropped, until the returned function is called. */
export function followDrops({ dialogs }: Desk): () => void {
  const onDragover = (event: DragEvent) => {
    event.preventDefault();
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    // An open dialog may hold what somebody typed; the import's own listens for itself.
    if (files.length > 0 && dialogs.current === null) dialogs.open({ kind: 'import', files });
  };
  document.addEventListener('dragover', onDragover);
  document.addEventListener('drop', onDrop);
  return () => {
    document.removeEventListener('dragover', onDragover);
    document.removeEventListener('drop', onDrop);
  };
}
