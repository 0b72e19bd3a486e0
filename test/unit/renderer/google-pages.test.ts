import { expect, test } from 'vitest';
import type { GoogleView } from '#contract/bridge';
import { matchesPage, toGooglePages, type GooglePage } from '#renderer/text/google-pages.ts';
import { aGoogleInstance } from '#support/views';

function pagesFor(part: Partial<GoogleView>): readonly GooglePage[] {
  const instance = aGoogleInstance({ redirectUri: part.redirectUri ?? null }, part);
  if (instance.google === null) throw new Error('A Google instance has to be one');
  return toGooglePages({ ...instance, google: instance.google }).flatMap(({ pages }) => pages);
}

const find = (pages: readonly GooglePage[], search: string): readonly string[] =>
  pages.filter((page) => matchesPage(page, search)).map(({ id }) => id);

const purposes = ['studio-read', 'studio-manage', 'ads', 'custom'] as const;

test.each(purposes)('every page says who does what, in whole sentences: %s', (purpose) => {
  const pages = pagesFor({ purpose });
  expect(pages.length).toBeGreaterThanOrEqual(14);
  expect(new Set(pages.map(({ id }) => id)).size).toBe(pages.length);
  for (const { means, who, does } of pages) {
    expect(means).toMatch(/^[A-Z\d].+\.$/);
    expect(`${who} ${does}`).toMatch(/^[A-Z].+\.$/);
    expect(`${means} ${does}`).not.toMatch(/undefined|null|!/);
  }
});

test('for Looker Studio an invalid scope leads to the admin, elsewhere it does not', () => {
  const at = (purpose: GoogleView['purpose']) =>
    pagesFor({ purpose }).find(({ id }) => id === 'invalid-scope');
  expect(at('studio-read')?.offers).toContain('hand-off');
  expect(at('ads')?.offers).not.toContain('hand-off');
});

test('passkeys are told of for Ads, missing dialogs for Looker Studio', () => {
  const ids = (purpose: GoogleView['purpose']) => pagesFor({ purpose }).map(({ id }) => id);
  expect(ids('ads')).toContain('passkey');
  expect(ids('ads')).not.toContain('no-dialog');
  expect(ids('studio-read')).toContain('no-dialog');
  expect(ids('studio-read')).not.toContain('passkey');
});

test('a redirect mismatch names the address of a web client, and doubts the type of a desktop client', () => {
  const redirectUri = 'http://127.0.0.1:48717/';
  const web = pagesFor({ clientType: 'web', redirectUri }).find(({ id }) => id === 'redirect-uri');
  expect(web?.means).toContain(redirectUri);
  expect(web?.offers).toContain('copy-redirect-uri');
  const desktop = pagesFor({}).find(({ id }) => id === 'redirect-uri');
  expect(desktop?.means).toContain('Web application');
});

test('a page is found by its code, by other words of it, and by all of it pasted', () => {
  const pages = pagesFor({ purpose: 'studio-read' });
  expect(find(pages, 'invalid_scope')).toEqual(['invalid-scope']);
  expect(find(pages, 'has not completed')).toEqual(['access-denied']);
  expect(find(pages, 'hasn’t verified')).toEqual(['unverified']);
  expect(
    find(pages, 'Access blocked: Acme can only be used within its organization\nError 403: org_internal'),
  ).toEqual(['org-internal']);
  expect(find(pages, 'no such page')).toEqual([]);
  expect(find(pages, '')).toHaveLength(pages.length);
});
