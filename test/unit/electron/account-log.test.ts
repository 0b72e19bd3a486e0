import { expect, test } from 'vitest';
import { withAccount } from '#domain/catalog';
import { changesBetween, layOver, toLines } from '#electron/account-log';
import { aCatalog, aKnownAccount, anActivity } from '#support/builders';

const logId = 'follows-this-one';
const before = aKnownAccount({ renewalStartedAt: 5, renewalMark: 'a mark' });
const after = aKnownAccount({
  isAdmin: true,
  tokensEndAt: 60,
  grantedScope: 'openid',
  consentEndsAt: 90,
  lastUsedAt: 10,
  lastHandOutAt: 11,
  endedBy: { kind: 'sign-in-expired', interrupted: true, why: 'session-rule' },
  activity: [{ at: 10, what: 'copied-as', format: 'python' }, anActivity('renewed-after-wake', 9)],
});
const catalog = aCatalog({ accounts: [before, aKnownAccount({ id: 'ben' })] });
const used = withAccount(catalog, after);
const lay = (log: string) => layOver(catalog, logId, Buffer.from(log));

test('what a use changed is found again, field by field', () => {
  expect(lay(toLines(logId, [after]))).toEqual(used);
});

test('of several lines the last counts', () => {
  expect(lay(toLines(logId, [aKnownAccount({ lastUsedAt: 7 }), after]))).toEqual(used);
  expect(lay(toLines(logId, [after]) + toLines(logId, [before]))).toEqual(catalog);
});

test('lines that follow another list, or are of an account that is gone, count nothing', () => {
  expect(lay(toLines('another', [after]) + toLines(logId, [{ ...after, id: 'gone' }]))).toEqual(catalog);
  expect(layOver(catalog, null, Buffer.from(toLines(logId, [after])))).toBe(catalog);
});

test('a torn last line, and rubbish between lines, cost nobody else anything (RS7)', () => {
  const line = toLines(logId, [after]);
  const rubbish = [
    '{',
    '\0\0\0\0',
    '[]',
    'null',
    '{"logId":"follows-this-one","id":"ana"}',
    line.slice(5),
  ].join('\n');
  expect(lay(`${rubbish}\n${line}\n${rubbish}\n`)).toEqual(used);
  const next = toLines(logId, [before]);
  for (let cut = 0; cut < next.length - 1; cut += 1)
    expect(lay(`${line}${next.slice(0, cut)}`)).toEqual(used);
});

test('a line in which a bit fell over does not count (RS7)', () => {
  const line = Buffer.from(toLines(logId, [after]));
  for (let bit = 0; bit < (line.length - 1) * 8; bit += 1) {
    const flipped = Buffer.from(line);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    expect(layOver(catalog, logId, flipped)).toEqual(catalog);
  }
});

test('what is more than a use makes it a matter of the whole list', () => {
  expect(changesBetween(catalog, used)).toEqual({ kind: 'uses', of: [after] });
  expect(changesBetween(catalog, { ...used, accounts: [...catalog.accounts] })).toEqual({ kind: 'none' });
  for (const changed of [
    withAccount(catalog, { ...after, isPinned: true }),
    withAccount(catalog, { ...after, keepFresh: 'never' }),
    withAccount(catalog, aKnownAccount({ id: 'new' })),
    { ...used, accounts: [...used.accounts].reverse() },
    { ...used, accounts: used.accounts.slice(1) },
    { ...used, instances: [] },
    { ...used, settings: { ...used.settings, notifies: false } },
    { ...used, told: { ...used.told, noTray: true } },
  ]) {
    expect(changesBetween(catalog, changed)).toEqual({ kind: 'whole' });
  }
});
