// A network in which the names of a test lead to practice servers: what depends on host names and on fixed ports can be
// shown on a computer that owns neither.
import type { FetchLike } from '#node/http';

export type Network = {
  readonly fetch: FetchLike;
  /** Every request, in the names of the test. */
  readonly asked: readonly { readonly url: string; readonly init: RequestInit }[];
};

/** Origins by the origins they lead to; any other does not exist. */
export function createNetwork(places: Readonly<Record<string, string>>): Network {
  const asked: { url: string; init: RequestInit }[] = [];
  return {
    asked,
    async fetch(url, init) {
      asked.push({ url, init });
      const { origin } = new URL(url);
      const place = places[origin];
      if (place === undefined) throw new Error('getaddrinfo ENOTFOUND');
      const answer = await fetch(url.replace(origin, place), init);
      // What a server says about itself is said in the names of this network.
      let text = await answer.text();
      for (const [name, target] of Object.entries(places)) text = text.replaceAll(target, name);
      return new Response(text, { status: answer.status, headers: answer.headers });
    },
  };
}
