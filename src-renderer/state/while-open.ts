import { onDestroy } from 'svelte';

/** Called while a dialog is made. Asks later whether it is still open; what closing has to do is done once it is not. */
export function whileOpen(close: () => void = () => undefined): () => boolean {
  let isOpen = true;
  onDestroy(() => {
    isOpen = false;
    close();
  });
  return () => isOpen;
}
