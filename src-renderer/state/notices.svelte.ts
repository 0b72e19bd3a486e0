// Short confirmations. The toast library is loaded with the first one.
import type { Component } from 'svelte';

export class Notices {
  Host = $state.raw<Component | null>(null);

  async say(text: string): Promise<void> {
    const [host, { toast }] = await Promise.all([
      import('../components/Toaster.svelte'),
      import('svelte-sonner'),
    ]);
    this.Host = host.default;
    toast(text);
  }
}
