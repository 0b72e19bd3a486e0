// Answers the practice Looker gives in several places (SPEC `Error`, `ValidationError`; Looker fact sheet, sections 1 and 5).
import { answerHtml, answerJson, type Exchange } from '#practice/http/exchange';
import { lookerBrand } from '#practice/looker/parts';
import { toMessagePage } from '#practice/pages';

/** What `documentation_url` of an error points to. */
export const documentationUrl = 'https://cloud.google.com/looker/docs/';

/** The web app's page for what it does not know; callers that miss the API see it. */
export const notFoundPage = toMessagePage(
  lookerBrand,
  'Looker Not Found (404)',
  "We can't find the page you were looking for.",
);

/** The page of a network that wants a login first. */
export const portalPage =
  '<!doctype html><html lang="en"><title>Guest Wi-Fi</title><h1>Welcome, please accept the terms of use</h1></html>';

/** One field that was wrong. */
export type FieldError = {
  readonly field: string;
  readonly code: 'missing_field' | 'invalid' | 'already_exists';
  readonly message: string;
};

/** An error in the form of SPEC `Error`. */
export function answerError(
  exchange: Exchange,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  answerJson(exchange, status, { message, documentation_url: documentationUrl }, headers);
}

/** 404: does not exist, or may not be seen; Looker does not tell which. */
export function answerNotFound(exchange: Exchange): void {
  answerError(exchange, 404, 'Not found');
}

/** 401: no token, a dead one, or no credentials. */
export function answerRequiresAuthentication(exchange: Exchange): void {
  answerError(exchange, 401, 'Requires authentication.');
}

/** 422 with every field error at once. */
export function answerInvalid(exchange: Exchange, errors: readonly FieldError[]): void {
  const details = errors.map((error) => ({ ...error, documentation_url: documentationUrl }));
  answerJson(exchange, 422, {
    message: 'Validation Failed',
    errors: details,
    documentation_url: documentationUrl,
  });
}

/** 429 or 503 with Retry-After. */
export function answerUnavailable(
  exchange: Exchange,
  fault: 'too-many-requests' | 'unavailable',
  retryAfter: string | undefined,
): void {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  if (fault === 'too-many-requests') answerError(exchange, 429, 'Too Many Requests', headers);
  else answerError(exchange, 503, 'Service Unavailable', headers);
}

/** The web app's 404 page. */
export function answerNotFoundPage(exchange: Exchange): void {
  answerHtml(exchange, 404, notFoundPage);
}
