// The pages of the practice servers: plain, readable, no script. Both servers share them; only words and colour differ.

/** How a practice server presents itself. */
export type Brand = {
  readonly name: string;
  /** A CSS colour with enough contrast under white text. */
  readonly colour: string;
};

/** A user the login page hints at. */
export type Hint = {
  readonly email: string;
  readonly displayName: string;
};

/** What the consent page says about the app that asks. */
export type AskingApp = {
  readonly displayName: string;
  readonly description: string;
  readonly account: string;
};

/** Text made safe for an HTML page. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const style = `:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;background:light-dark(#f3f4f6,#16181c)}
main{width:min(26rem,100vw - 2rem);background:light-dark(#fff,#22252b);border-radius:12px;padding:2rem;box-sizing:border-box;box-shadow:0 1px 3px #0003}
header{color:var(--brand);font-weight:700;margin-bottom:1rem}h1{font-size:1.3rem;margin:0 0 1rem}
label{display:block;margin:.75rem 0 .25rem}input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:1px solid #8a8f98;border-radius:6px}
button{font:inherit;padding:.55rem 1.1rem;border-radius:6px;border:1px solid var(--brand);margin:1.25rem .5rem 0 0;cursor:pointer;background:none;color:inherit}
button.main{background:var(--brand);color:#fff}[role=alert]{color:light-dark(#b3261e,#ff8a80)}aside{margin-top:1.5rem;font-size:.85rem;opacity:.85}`;

/** A whole page. The body is HTML and must be escaped by the caller. */
export function toPage(brand: Brand, title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} - ${escapeHtml(brand.name)}</title>
<meta name="viewport" content="width=device-width"><style>:root{--brand:${brand.colour}}${style}</style></head>
<body><main><header>${escapeHtml(brand.name)}</header><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`;
}

/** A page that only says something. */
export function toMessagePage(brand: Brand, title: string, text: string): string {
  return toPage(brand, title, `<p>${escapeHtml(text)}</p>`);
}

/** What is already known when the login page is shown. */
export type LoginFacts = {
  /** What was wrong with the last try. */
  readonly problem?: string | undefined;
  /** The address that the app hinted at. */
  readonly email?: string | undefined;
};

/** The login page; any password is taken. */
export function toLoginPage(
  brand: Brand,
  action: string,
  hints: readonly Hint[],
  { problem, email = '' }: LoginFacts = {},
): string {
  const people = hints.map(
    (hint) => `<li><code>${escapeHtml(hint.email)}</code> ${escapeHtml(hint.displayName)}</li>`,
  );
  return toPage(
    brand,
    'Log in',
    `${problem === undefined ? '' : `<p role="alert">${escapeHtml(problem)}</p>`}
<form method="post" action="${escapeHtml(action)}"><input type="hidden" name="step" value="login">
<label for="email">Email</label><input id="email" name="email" type="email" autocomplete="username" value="${escapeHtml(email)}" required autofocus>
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password">
<button class="main" type="submit">Log in</button></form>
<aside>This is a practice server. Any password works for:<ul>${people.join('')}</ul></aside>`,
  );
}

/** The page on which a person agrees that an app acts for them, or does not. */
export function toConsentPage(brand: Brand, action: string, app: AskingApp): string {
  return toPage(
    brand,
    `${app.displayName} wants to use your account`,
    `<p>${escapeHtml(app.description)}</p><p>You are logged in as <strong>${escapeHtml(app.account)}</strong>.</p>
<form method="post" action="${escapeHtml(action)}"><input type="hidden" name="step" value="consent">
<button class="main" type="submit" name="decision" value="approve">Accept</button>
<button type="submit" name="decision" value="deny">Deny</button></form>`,
  );
}
