// What the tests of the Google side of "Add an instance" share.
import type { Locator } from 'playwright';
import type { ClientPreview, View } from '#contract/bridge';
import type { AppWindow, Renderer } from '#support/renderer-page';
import { aGoogleInstance, aView } from '#support/views';

export type GoogleDialog = AppWindow & { readonly dialog: Locator };

export async function openGoogleSide(renderer: Renderer, view: View = aView()): Promise<GoogleDialog> {
  const window = await renderer.open(view);
  await window.page.getByRole('navigation').getByRole('button', { name: 'Add an instance' }).click();
  const dialog = window.page.getByRole('dialog', { name: 'Add a Google instance' });
  await window.page.getByRole('radio', { name: 'Google', exact: true }).check();
  await dialog.waitFor();
  window.main.when('addImportedGoogleInstance', ({ name }) => addedTo(window, name));
  window.main.when('addGoogleInstance', ({ name }) => addedTo(window, name));
  return { ...window, dialog };
}

function addedTo({ main }: AppWindow, name: string) {
  main.change({ instances: [...(main.view?.instances ?? []), aGoogleInstance({ id: 'new', name })] });
  return { ok: true, value: { instanceId: 'new' } } as const;
}

export async function chooseFile({ dialog }: { readonly dialog: Locator }, name = 'client_secret_4180.json') {
  await dialog.locator('input[type=file]').setInputFiles({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from('{"client_secret":"GOCSPX-1"}'),
  });
}

/** Chooses a file that main reads as this client. */
export async function readClient(window: GoogleDialog, value: ClientPreview): Promise<void> {
  window.main.when('previewImportFile', () => ({ ok: true, value }));
  await chooseFile(window);
  await window.dialog.getByText('Read from the file').waitFor();
}
