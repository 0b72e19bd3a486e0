// The window in a user's words: what a person clicks and reads. Selectors are roles and visible names only.
import type { Locator, Page } from 'playwright';

export type AppPage = ReturnType<typeof onPage>;

export function onPage(page: Page) {
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });
  const choose = async (item: string | RegExp): Promise<void> => {
    await button(/^More for this/).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  const dialog = (): Locator => page.getByRole('dialog').or(page.getByRole('alertdialog'));
  return {
    row: (text: string | RegExp): Locator => page.locator('[data-row]').filter({ hasText: text }).first(),
    /** The heading of the sign-in strip. */
    strip: (words: string | RegExp): Locator => page.getByRole('heading', { name: words }),
    /** The bar that says how long the token stays on the clipboard. */
    clipboardBar: (): Locator => page.getByText(/Token copied · clears in/),
    button,
    dialog,
    /** A sentence on the page itself, not the copy for screen readers. */
    says: (words: string | RegExp): Locator => page.getByRole('main').getByText(words).first(),
    select: (text: string | RegExp) => page.locator('[data-row]').filter({ hasText: text }).first().click(),
    signIn: () => button('Sign in').first().click(),
    signInAgain: () => button('Sign in again').first().click(),
    menu: choose,
    signInAsSomebodyElse: () => choose('Sign in as somebody else…'),
    async addKey(keyId: string, keySecret: string): Promise<void> {
      await choose('Add an API key…');
      await dialog().getByLabel('Client ID').fill(keyId);
      await dialog().getByLabel('Client secret', { exact: true }).fill(keySecret);
      await dialog().getByRole('button', { name: 'Check and add' }).click();
    },
    /** The workspace of the selected account. */
    workspace: (name: 'Production' | 'Development'): Locator => page.getByRole('radio', { name }),
    copyToken: () => page.getByRole('button', { name: /^Copy token/ }).click(),
    refresh: () => button('Refresh').click(),
    /** As the menu beside Copy token calls the format, e.g. `curl command`. */
    async copyAs(format: string): Promise<void> {
      await button('Copy as…').click();
      await page.getByRole('menuitem', { name: format }).click();
    },
    keepFresh: (wish: 'While used' | 'Always' | 'Never') =>
      page.getByRole('combobox', { name: 'Kept fresh' }).selectOption(wish),
    lock: () => button('Lock').click(),
    unlock: () => button('Unlock').click(),
    clearNow: () => button('Clear now').click(),
    async chooseTheme(name: 'Light' | 'Dark' | 'As the system'): Promise<void> {
      await button('Settings').click();
      await dialog().getByRole('radio', { name }).check({ force: true });
      await dialog().getByRole('button', { name: 'Done' }).click();
      await dialog().waitFor({ state: 'hidden' });
    },
    async setClipboardSeconds(seconds: number): Promise<void> {
      await button('Settings').click();
      await dialog().getByLabel('Clear a copied token after').fill(String(seconds));
      await dialog().getByRole('button', { name: 'Done' }).click();
      await dialog().waitFor({ state: 'hidden' });
    },
    async signOut(how: { readonly everywhere?: boolean } = {}): Promise<void> {
      await button('Sign out…').click();
      if (how.everywhere === true) await dialog().getByRole('checkbox').check({ force: true });
      await dialog().getByRole('button', { name: 'Sign out' }).click();
    },
    /** Reads a client file in the dialog; what it is for and the rest is still to be said. */
    async readClientFile(file: string): Promise<void> {
      await button('Add').or(button('Add an instance')).first().click();
      await dialog().getByRole('radio', { name: 'Google' }).click({ force: true });
      await dialog().locator('input[type="file"]').setInputFiles(file);
      await dialog().getByText('What is it for?').waitFor();
    },
    async choosePurpose(name: RegExp): Promise<void> {
      await dialog().getByRole('radio', { name }).check({ force: true });
    },
    addAndSignIn: () => dialog().getByRole('button', { name: 'Add and sign in' }).click(),
    async revoke(): Promise<void> {
      await button('Revoke at Google…').click();
      await dialog().getByRole('button', { name: 'Revoke at Google' }).click();
    },
    async forget(): Promise<void> {
      await button('Forget here…').click();
      await dialog().getByRole('button', { name: 'Forget here' }).click();
    },
    /** Opens the list of Google's pages at the waiting sign-in and picks one. */
    async pickGooglePage(sees: string | RegExp): Promise<void> {
      const chooser = page.getByRole('main').getByText('What does Google show?');
      if (!(await button(sees).isVisible())) await chooser.click();
      await button(sees).click();
    },
    async addInstance(given: {
      readonly name: string;
      readonly address: string;
      readonly port?: string;
    }): Promise<void> {
      await button('Add').or(button('Add an instance')).first().click();
      await dialog().getByLabel('Name').fill(given.name);
      await dialog().getByLabel('Address', { exact: true }).fill(given.address);
      if (given.port !== undefined) await dialog().getByLabel('Redirect port').fill(given.port);
      await dialog().getByRole('button', { name: 'Check' }).click();
    },
  };
}
