// What the browser shows at the end of a sign-in: constant bytes, nothing of the request in them, nothing loaded
// from anywhere, no way out of the page.
import { createHash } from 'node:crypto';

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;display:grid;place-content:center;min-height:90vh;margin:0;padding:24px;text-align:center;background:#f6f6f4;color:#1d1d1b}h1{font-size:22px;margin:0 0 8px}p{margin:0;color:#5c5b57;max-width:34em}@media(prefers-color-scheme:dark){body{background:#191a1b;color:#ecebe8}p{color:#a9a8a3}}`;

const styleHash = createHash('sha256').update(style).digest('base64');

export const answeredPage = page(
  'Back to Daypass',
  'Daypass has received the answer and finishes the sign-in in its own window. You can close this tab.',
);

export const refusedPage = page(
  'Not signed in',
  'The sign-in was refused or cancelled. Daypass says more in its own window. You can close this tab.',
);

export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  ...answerHeaders(
    `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  ),
};

export const plainHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'text/plain; charset=utf-8',
  ...answerHeaders("default-src 'none'; frame-ancestors 'none'"),
};

function answerHeaders(policy: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    Connection: 'close',
  };
}

function page(title: string, words: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1><p>${words}</p></main></body></html>`;
}
