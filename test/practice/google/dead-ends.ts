// The pages on which a sign-in ends without the app ever hearing of it (Google fact sheet, section 1.9).
import { googleBrand } from '#practice/google/registration';
import { answerHtml, type Exchange } from '#practice/http/exchange';
import { escapeHtml, toMessagePage, toPage } from '#practice/pages';

/** The pages by name; most names are Google's error codes. */
export type DeadEndName =
  | 'access_denied'
  | 'admin_policy_enforced'
  | 'deleted_client'
  | 'disallowed_useragent'
  | 'invalid_client'
  | 'invalid_request'
  | 'invalid_scope'
  | 'org_internal'
  | 'redirect_uri_mismatch'
  | 'sign_in_disabled';

type Words = {
  readonly status: number;
  /** `APP` stands for the name of the app. */
  readonly title: string;
  readonly text: string;
};

/** HTTP numbers of admin_policy_enforced, deleted_client and disallowed_useragent are unconfirmed there. */
const words: Readonly<Record<DeadEndName, Words>> = {
  access_denied: {
    status: 403,
    title: 'Access blocked: APP has not completed the Google verification process',
    text: 'APP has not completed the Google verification process. The app is currently being tested, and can only be accessed by developer-approved testers. If you think you should have access, contact the developer.',
  },
  admin_policy_enforced: {
    status: 400,
    title: "Access blocked: your institution's admin needs to review APP",
    text: 'Your institution’s admin needs to approve APP before you can use it.',
  },
  deleted_client: {
    status: 401,
    title: 'Access blocked: Authorization Error',
    text: 'The OAuth client was deleted.',
  },
  disallowed_useragent: {
    status: 403,
    title: 'Access blocked: APP’s request does not comply with Google’s policies',
    text: 'APP’s request does not comply with Google’s “Use secure browsers” policy.',
  },
  invalid_client: {
    status: 401,
    title: 'Access blocked: Authorization Error',
    text: 'The OAuth client was not found.',
  },
  invalid_request: {
    status: 400,
    title: 'Access blocked: Authorization Error',
    text: 'You can’t sign in because APP sent an invalid request.',
  },
  invalid_scope: {
    status: 400,
    title: 'Access blocked: Authorization Error',
    text: 'Some requested scopes were invalid.',
  },
  org_internal: {
    status: 403,
    title: 'Access blocked: APP can only be used within its organization',
    text: 'This app is restricted to users within its organization.',
  },
  redirect_uri_mismatch: {
    status: 400,
    title: 'Access blocked: APP’s request is invalid',
    text: 'You can’t sign in because APP sent an invalid request. If you are the developer, register the redirect URI in the Google Cloud console.',
  },
  sign_in_disabled: {
    status: 403,
    title: 'Sign in with Google temporarily disabled for this app',
    text: 'This app has not been verified yet by Google in order to use Google Sign In.',
  },
};

/** One such page: which, and what is particular this time. */
export type DeadEnd = {
  readonly name: DeadEndName;
  readonly details?: string;
};

function toErrorLine(name: DeadEndName): string {
  return name === 'sign_in_disabled' ? '' : `<p>Error ${words[name].status}: ${name}</p>`;
}

export const deadEndNames = Object.keys(words) as readonly DeadEndName[];

/** What the page says beside its code. */
export function toDeadEndWords(name: DeadEndName, appName: string): Pick<Words, 'title' | 'text'> {
  const { title, text } = words[name];
  return { title: title.replaceAll('APP', appName), text: text.replaceAll('APP', appName) };
}

/** Shows the page; the app is named by its display name. */
export function answerDeadEnd(exchange: Exchange, { name, details }: DeadEnd, appName = 'This app'): void {
  const { title, text } = toDeadEndWords(name, appName);
  const body = [`<p>${escapeHtml(text)}</p>`];
  if (details !== undefined) body.push(`<p><code>${escapeHtml(details)}</code></p>`);
  body.push(toErrorLine(name));
  answerHtml(exchange, words[name].status, toPage(googleBrand, title, body.join('')));
}

/** The page for an address that does not exist, or not with this method. */
export function answerNotFound(exchange: Exchange): void {
  answerHtml(exchange, 404, toMessagePage(googleBrand, 'Error 404 (Not Found)', 'That’s all we know.'));
}
