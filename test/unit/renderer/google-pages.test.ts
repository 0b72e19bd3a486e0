import { expect, test } from 'vitest';
import type { GoogleView } from '#contract/bridge';
import { deadEndNames, toDeadEndWords, type DeadEndName } from '#practice/google/dead-ends';
import { toGooglePages, type GooglePage, type PageGroup } from '#renderer/text/google-pages.ts';
import { findPages } from '#renderer/text/google-search.ts';
import { aGoogleInstance } from '#support/views';

function groupsFor(part: Partial<GoogleView>): readonly PageGroup[] {
  const instance = aGoogleInstance({ redirectUri: part.redirectUri ?? null }, part);
  if (instance.google === null) throw new Error('A Google instance has to be one');
  return toGooglePages({ ...instance, google: instance.google });
}

const pagesFor = (part: Partial<GoogleView>): readonly GooglePage[] =>
  groupsFor(part).flatMap(({ pages }) => pages);

const find = (pages: readonly GooglePage[], search: string): readonly string[] =>
  findPages([{ title: 'All', pages }], search).flatMap((group) => group.pages.map(({ id }) => id));

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
  expect(find(pages, 'test user')).toEqual(['access-denied']);
  expect(find(pages, 'hasn’t verified')).toEqual(['unverified']);
  expect(
    find(pages, 'Access blocked: Acme can only be used within its organization\nError 403: org_internal'),
  ).toEqual(['org-internal']);
  expect(find(pages, 'no such page')).toEqual([]);
  expect(find(pages, '')).toHaveLength(pages.length);
});

const pageOf: Readonly<Record<DeadEndName, string>> = {
  access_denied: 'access-denied',
  admin_policy_enforced: 'admin-policy',
  deleted_client: 'deleted-client',
  disallowed_useragent: 'user-agent',
  invalid_client: 'invalid-client',
  invalid_request: 'invalid-request',
  invalid_scope: 'invalid-scope',
  org_internal: 'org-internal',
  redirect_uri_mismatch: 'redirect-uri',
  sign_in_disabled: 'disabled',
};
/** Google gives this title to four pages: only what stands below tells them apart. */
const shared = 'Access blocked: Authorization Error';

test.each(deadEndNames)(
  '%s is found by what it says without its code, whatever the app is called',
  (name) => {
    for (const purpose of purposes) {
      const pages = pagesFor({ purpose });
      for (const appName of ['Daypass', 'Acme Reporting']) {
        const { title, text } = toDeadEndWords(name, appName);
        const byTitle = find(pages, title);
        if (title === shared) expect(byTitle).toContain(pageOf[name]);
        else expect(byTitle[0]).toBe(pageOf[name]);
        expect(find(pages, `${title} ${text}`)[0]).toBe(pageOf[name]);
      }
    }
  },
);

test('the best of several comes first, and a dialog for Looker Studio is found by Google’s words', () => {
  const groups = groupsFor({ purpose: 'studio-read' });
  expect(findPages(groups, 'Acme wants access to your Google Account')[0]?.pages[0]?.id).toBe(
    'dialog-anyway',
  );
  const ids = find(pagesFor({}), shared);
  expect(ids.length).toBeGreaterThan(3);
  expect(ids.length).toBeLessThan(pagesFor({}).length);
});
