import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { answeredPage, pageHeaders, plainHeaders, refusedPage } from '#node/callback-page';

describe.each([
  ['after an answer', answeredPage],
  ['after a refusal', refusedPage],
])('the page %s', (_when, page) => {
  test('loads nothing, runs nothing and leads nowhere', () => {
    expect(page).not.toMatch(/<script|<a |<img|<link|<form|<iframe|https?:|url\(|@import|\son\w+=/i);
  });

  test('shows its own style and allows no other', () => {
    const style = /<style>(.*)<\/style>/s.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(pageHeaders['Content-Security-Policy']).toContain(`style-src 'sha256-${hash}'`);
  });
});

test.each([pageHeaders, plainHeaders])('is neither kept, framed nor named to anybody', (headers) => {
  expect(headers).toMatchObject({
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff',
  });
  expect(headers['Content-Security-Policy']).toContain("default-src 'none'");
});
