// Errors of Google's APIs in their own form: `{error: {code, message, status, details}}` (Google fact sheet, section 1.9;
// https://cloud.google.com/apis/design/errors).
import type { Project } from '#practice/google/projects';
import type { ApiFault } from '#practice/google/switches';
import { portalPage } from '#practice/google/token-faults';
import { answerHtml, answerJson, markFault, type Exchange } from '#practice/http/exchange';

const kinds = {
  INVALID_ARGUMENT: [400, 'Request contains an invalid argument.'],
  UNAUTHENTICATED: [
    401,
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
  ],
  PERMISSION_DENIED: [403, 'The caller does not have permission'],
  RESOURCE_EXHAUSTED: [429, 'Resource has been exhausted (e.g. check quota).'],
  INTERNAL: [500, 'Internal error encountered.'],
  UNAVAILABLE: [503, 'The service is currently unavailable.'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

/** The statuses that occur here. */
export type ApiStatus = keyof typeof kinds;

/** What an error may say beyond its status. */
export type ApiErrorExtra = {
  readonly message?: string;
  readonly details?: readonly Readonly<Record<string, unknown>>[];
};

/** Answers with an error. */
export function answerApiError(exchange: Exchange, status: ApiStatus, extra: ApiErrorExtra = {}): void {
  const [code, message] = kinds[status];
  const headers: Record<string, string> =
    status === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer realm="https://accounts.google.com/"' } : {};
  const error = { code, message: extra.message ?? message, status };
  const details = extra.details === undefined ? {} : { details: extra.details };
  answerJson(exchange, code, { error: { ...error, ...details } }, headers);
}

function toErrorInfo(reason: string, metadata: Readonly<Record<string, string>>): Record<string, unknown> {
  return { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com', metadata };
}

/** 403: the token is good, its scopes are not. */
export function answerTooFewScopes(exchange: Exchange, api: string, method: string): void {
  const metadata = { service: `${api}.googleapis.com`, method };
  answerApiError(exchange, 'PERMISSION_DENIED', {
    message: 'Request had insufficient authentication scopes.',
    details: [toErrorInfo('ACCESS_TOKEN_SCOPE_INSUFFICIENT', metadata)],
  });
}

/** 403: somebody has to enable the API in the project that owns the client. */
export function answerServiceDisabled(
  exchange: Exchange,
  project: Project,
  api: { readonly name: string; readonly title: string },
): void {
  const service = `${api.name}.googleapis.com`;
  const activationUrl = `https://console.developers.google.com/apis/api/${service}/overview?project=${project.number}`;
  const metadata = {
    service,
    serviceTitle: api.title,
    consumer: `projects/${project.number}`,
    containerInfo: project.number,
    activationUrl,
  };
  answerApiError(exchange, 'PERMISSION_DENIED', {
    message: `${api.title} has not been used in project ${project.number} before or it is disabled. Enable it by visiting ${activationUrl} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.`,
    details: [
      toErrorInfo('SERVICE_DISABLED', metadata),
      {
        '@type': 'type.googleapis.com/google.rpc.Help',
        links: [{ description: 'Google developers console API activation', url: activationUrl }],
      },
    ],
  });
}

/** Faults that every API can have. */
export function answerApiFault(exchange: Exchange, fault: ApiFault): void {
  markFault(exchange);
  if (fault === 'captive-portal') answerHtml(exchange, 200, portalPage);
  else if (fault === 'unavailable') answerApiError(exchange, 'UNAVAILABLE');
  else {
    exchange.res.setHeader('retry-after', '7');
    answerApiError(exchange, 'RESOURCE_EXHAUSTED');
  }
}
