import { expect, test } from 'vitest';
import { aKnownAccount, aLooker } from '#support/builders';
import { aDesk } from '#support/desk';

const sheet = '# Please register Daypass\n';

test('a sheet is copied as it is, and a token that was there is gone with it', async () => {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  await desk.copies();
  expect(await desk.sheets.copy(sheet)).toMatchObject({ ok: true });
  expect(desk.clipboard.text).toBe(sheet);
  expect(desk.view().clipboard).toBeNull();
});

test('a sheet is saved where the person says, under a name that says whose it is', async () => {
  const desk = aDesk();
  expect(await desk.sheets.save('acme', sheet)).toEqual({ ok: true, value: { isSaved: true } });
  expect(desk.files.saved).toEqual([{ name: 'Daypass at Acme production.md', text: sheet }]);
});

test('thinking better of it is no failure', async () => {
  const desk = aDesk();
  desk.files.isCancelled = true;
  expect(await desk.sheets.save('acme', sheet)).toEqual({ ok: true, value: { isSaved: false } });
});

test('a disk that refuses is', async () => {
  const desk = aDesk();
  desk.files.saveTrouble = { kind: 'file-not-saved', reason: 'disk-full' };
  expect(await desk.sheets.save('acme', sheet)).toEqual({
    ok: false,
    failure: { kind: 'file-not-saved', reason: 'disk-full' },
  });
  expect(await desk.sheets.save('gone', sheet)).toMatchObject({ failure: { kind: 'instance-unknown' } });
});

test.each([
  ['Acme: EU/US', 'Daypass at Acme EU US.md'],
  ['../../etc/passwd', 'Daypass at etc passwd.md'],
  ['C:\\Looker', 'Daypass at C Looker.md'],
  ['Müller & Söhne', 'Daypass at Müller Söhne.md'],
  ['?*"<>|', 'Daypass at your Looker.md'],
  ['...', 'Daypass at your Looker.md'],
  ['line\nbreak', 'Daypass at line break.md'],
])('an instance called %j gives a file called %j', async (name, fileName) => {
  const desk = aDesk({ instances: [aLooker({ name })] });
  await desk.sheets.save('acme', sheet);
  expect(desk.files.saved[0]?.name).toBe(fileName);
});
