// People of a client: named by id, or by the e-mail address by which they know each other.
import { describe, expect, test } from 'vitest';
import { acts, anAdminsDesk, writes } from './admins-desk';

describe('a user is named', () => {
  test('by id', async () => {
    const desk = await anAdminsDesk();
    expect(await acts(desk, { kind: 'activate-user', user: ' 77 ' })).toMatchObject({ ok: true });
    expect(desk.looker.apps.get('daypass')?.activatedUsers).toEqual(new Set(['77']));
  });

  test('by e-mail address', async () => {
    const desk = await anAdminsDesk();
    expect(await acts(desk, { kind: 'activate-user', user: 'Ben@acme.example' })).toMatchObject({ ok: true });
    expect(desk.looker.apps.get('daypass')?.activatedUsers).toEqual(new Set(['77']));
  });

  test.each([
    ['an underscore that would stand for any letter', 'b_n@acme.example'],
    ['a wildcard that would stand for everybody', '%@acme.example'],
  ])('by e-mail address: %s finds nobody else', async (_what, typed) => {
    const desk = await anAdminsDesk();
    expect(await acts(desk, { kind: 'deactivate-user', user: typed })).toMatchObject({
      failure: { kind: 'input-invalid', fields: { user: { kind: 'nobody-found' } } },
    });
    expect(writes(desk)).toEqual([]);
    expect(desk.stateOf('ben')?.kind).toBe('active');
  });

  test('by e-mail address: of two that look alike, the one that was typed', async () => {
    const desk = await anAdminsDesk();
    desk.looker.knows({ userId: '8', displayName: 'Axo', email: 'axo@acme.example' });
    desk.looker.knows({ userId: '9', displayName: 'A_o', email: 'a_o@acme.example' });
    await acts(desk, { kind: 'activate-user', user: 'a_o@acme.example' });
    expect(desk.looker.apps.get('daypass')?.activatedUsers).toEqual(new Set(['9']));
  });

  test('by an address nobody has: said at the field, with what was typed', async () => {
    const desk = await anAdminsDesk();
    expect(await acts(desk, { kind: 'activate-user', user: 'x@acme.example' })).toEqual({
      ok: false,
      failure: {
        kind: 'input-invalid',
        fields: { user: { kind: 'nobody-found', typed: 'x@acme.example' } },
      },
    });
    expect(await acts(desk, { kind: 'activate-user', user: ' ' })).toMatchObject({
      failure: { fields: { user: { kind: 'empty' } } },
    });
  });

  test.each(['..', '.', '%2e%2e', '../tokens', 'x/../..'])(
    'a user called %j is nobody: the call would go to another place',
    async (user) => {
      const desk = await anAdminsDesk();
      expect(await acts(desk, { kind: 'deactivate-user', user })).toMatchObject({ ok: false });
      expect(writes(desk)).toEqual([]);
      expect(desk.looker.apps.has('daypass')).toBe(true);
    },
  );
});
