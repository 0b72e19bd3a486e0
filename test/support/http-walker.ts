// Walks through the pages of a practice server without a browser: cookies, redirects and forms by hand, in milliseconds.

/** Where a walk ended: on a page, or with the browser sent away to another origin. */
export type Stop = {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  /** The address outside of the server that the browser was sent to, exactly as in the Location header. */
  readonly sentTo: string | undefined;
};

/** Who logs in and what they decide. */
export type Wish = { readonly email: string; readonly consent?: 'approve' | 'deny' };

/** A visitor with cookies. */
export type HttpWalker = {
  /** Opens an address and follows redirects inside of its origin. */
  open(url: string): Promise<Stop>;
  /** Sends the form that is on the page. */
  submit(page: Stop, fields: Readonly<Record<string, string>>): Promise<Stop>;
  /** Opens an address and goes through login and consent as far as they are shown. */
  signIn(url: string, wish: Wish): Promise<Stop>;
};

type Jar = Map<string, { readonly value: string; readonly path: string }>;

function keepCookies(jar: Jar, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(name.length + 1);
    const path = attributes.find((attribute) => attribute.startsWith('path='))?.slice(5) ?? '/';
    if (value === '') jar.delete(name);
    else jar.set(name, { value, path });
  }
}

function toCookieHeader(jar: Jar, path: string): string {
  const matching = [...jar].filter(([, cookie]) => path.startsWith(cookie.path));
  return matching.map(([name, cookie]) => `${name}=${cookie.value}`).join('; ');
}

async function step(jar: Jar, url: URL, form?: URLSearchParams): Promise<Response> {
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { accept: 'text/html', cookie: toCookieHeader(jar, url.pathname) },
    ...(form ? { method: 'POST', body: form } : {}),
  });
  keepCookies(jar, response);
  return response;
}

async function walk(jar: Jar, start: URL, form?: URLSearchParams): Promise<Stop> {
  let url = start;
  let response = await step(jar, url, form);
  for (;;) {
    const html = await response.text();
    const location = response.headers.get('location');
    const stop = { status: response.status, url: url.href, html, sentTo: undefined };
    if (location === null) return stop;
    const target = new URL(location, url);
    if (target.origin !== start.origin) return { ...stop, sentTo: location };
    url = target;
    response = await step(jar, url);
  }
}

/** Makes a visitor without cookies. */
export function createHttpWalker(): HttpWalker {
  const jar: Jar = new Map();
  const open = (url: string): Promise<Stop> => walk(jar, new URL(url));
  const submit: HttpWalker['submit'] = (page, fields) => {
    const action = /<form[^>]* action="([^"]*)"/.exec(page.html)?.[1];
    if (action === undefined) throw new Error(`There is no form on ${page.url}: ${page.html}`);
    return walk(jar, new URL(action, page.url), new URLSearchParams(fields));
  };
  return {
    open,
    submit,
    async signIn(url, wish) {
      let page = await open(url);
      if (page.html.includes('value="login"'))
        page = await submit(page, { step: 'login', email: wish.email });
      if (page.html.includes('value="consent"')) {
        page = await submit(page, { step: 'consent', decision: wish.consent ?? 'approve' });
      }
      return page;
    },
  };
}
