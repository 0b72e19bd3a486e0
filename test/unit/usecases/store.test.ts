import { describe, expect, test } from 'vitest';
import { changeAccount, createStore, dropAccount, toInitialState, type AppState } from '#usecases/store';
import { aCatalog, aKeyAccount, aKnownAccount, aWaitingAccount, noon } from '#support/builders';

const aStore = () => createStore(toInitialState(aCatalog(), null));

/** The time of the clipboard stands for the state: it is easy to change and to tell apart. */
const withTime =
  (clearsAt: number) =>
  (state: AppState): AppState => ({
    ...state,
    clipboard: { accountId: 'ana', what: 'token', copiedAt: noon, clearsAt },
  });

describe('who listens', () => {
  test('hears each change, and nothing when there was none', () => {
    const store = aStore();
    const heard: unknown[] = [];
    store.subscribe((state) => heard.push(state.clipboard?.clearsAt));
    store.update(withTime(1));
    store.update((state) => state);
    store.update(withTime(2));
    expect(heard).toEqual([1, 2]);
  });

  test('never hears an older state last, although another listener changes it on the way', () => {
    const store = aStore();
    const early: unknown[] = [];
    const late: unknown[] = [];
    store.subscribe((state) => early.push(state.clipboard?.clearsAt));
    store.subscribe((state) => {
      if (state.clipboard?.clearsAt === 1) store.update(withTime(2));
      if (state.clipboard?.clearsAt === 2) store.update(withTime(3));
    });
    store.subscribe((state) => late.push(state.clipboard?.clearsAt));
    store.update(withTime(1));
    expect(store.get().clipboard?.clearsAt).toBe(3);
    expect(early.at(-1)).toBe(3);
    expect(late.at(-1)).toBe(3);
    expect(early).toEqual([...early].sort());
    expect(late).toEqual([...late].sort());
  });

  test('hears no more once it stopped, also when it stops while it is told', () => {
    const store = aStore();
    let count = 0;
    const stop = store.subscribe(() => {
      count += 1;
      stop();
    });
    store.update(withTime(1));
    store.update(withTime(2));
    expect(count).toBe(1);
  });

  test('hears the next change although somebody broke at the one before', () => {
    const store = aStore();
    const heard: unknown[] = [];
    let isBroken = true;
    store.subscribe(() => {
      if (isBroken) throw new Error('broken');
    });
    store.subscribe((state) => heard.push(state.clipboard?.clearsAt));
    expect(() => store.update(withTime(1))).toThrow('broken');
    isBroken = false;
    store.update(withTime(2));
    expect(heard).toEqual([2]);
  });
});

describe('right after the start', () => {
  const rejected = { kind: 'api-key-rejected', host: 'acme', keyId: 'k' } as const;

  test.each([
    ['who was signed in rests', aKnownAccount(), { kind: 'resting' }],
    ['whose sign-out waits is signed out', aWaitingAccount(), { kind: 'signed-out' }],
    [
      'who was signed in for that run only is signed out',
      aKnownAccount({ storedIn: 'memory' }),
      { kind: 'signed-out' },
    ],
    [
      'whose key was rejected needs to type it anew',
      aKeyAccount({ endedBy: rejected }),
      { kind: 'needs-sign-in', failure: rejected },
    ],
  ])('%s', (_who, account, state) => {
    const initial = toInitialState(aCatalog({ accounts: [account] }), null);
    expect(initial.accounts[account.id]).toEqual(state);
  });
});

test('late news about an account that is gone changes nothing', () => {
  const state = toInitialState(aCatalog({ accounts: [aKnownAccount()] }), null);
  const gone = dropAccount(state, 'ana');
  expect(gone.catalog.accounts).toEqual([]);
  expect(changeAccount(gone, 'ana', { kind: 'signed-out' }, (known) => ({ ...known }))).toBe(gone);
});
