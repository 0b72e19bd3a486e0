// A page that stands in for the account's or instance's own: bigger than a dialog, and left again with one press.

export type Page = { readonly kind: 'client-apps' | 'hand-off'; readonly instanceId: string };

export class Pages {
  current = $state.raw<Page | null>(null);

  open(page: Page): void {
    this.current = page;
  }

  close(): void {
    this.current = null;
  }
}
