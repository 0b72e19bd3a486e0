// Where Google sends the browser back to with a web client: an address of its file, or another one that is registered.
import type { ClientPreview } from '../bridge/client';

/** What to register where nothing is: a port that programs rarely use. */
export const proposedRedirectUri = 'http://127.0.0.1:48717/';

type Uris = ClientPreview['redirectUris'];

export class RedirectChoice {
  /** One of the file; null: the typed one. */
  picked = $state<string | null>(null);
  typed = $state('');
  offered = $state.raw<Uris>([]);
  readonly value: string = $derived(this.picked ?? this.typed);
  readonly isAnyUsable: boolean = $derived(this.offered.some(({ problem }) => problem === null));

  /** Starts with one that has a port: port 80 is often taken or refused. */
  offer(uris: Uris): void {
    this.offered = uris;
    const usable = uris.flatMap(({ uri, problem }) => (problem === null ? [uri] : []));
    this.picked = usable.find((uri) => !hasLowPort(uri)) ?? usable[0] ?? null;
    this.typed = this.picked === null ? proposedRedirectUri : '';
  }
}

/** A port that an ordinary program may not listen on everywhere. */
export function hasLowPort(uri: string): boolean {
  const url = URL.parse(uri.trim());
  if (url === null) return false;
  return url.port === '' || Number(url.port) < 1024;
}
