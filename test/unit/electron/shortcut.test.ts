import '#support/fakes/without-electron';
import { beforeEach, expect, test } from 'vitest';
import { createShortcut } from '#electron/shortcut';
import type { Shell } from '#usecases/ports';

/** A keyboard whose keys go to one program each, and that knows two ways to say Control. */
class Keyboard {
  readonly ours = new Map<string, () => void>();
  readonly taken = new Set<string>(['Control+Space']);

  readonly register = (keys: string, press: () => void): boolean => {
    if (!/^(?:\w+\+)+\w+$/.test(keys)) throw new TypeError(`no keys: ${keys}`);
    const known = keys.replace('CommandOrControl', 'Control');
    if (this.taken.has(known) || this.ours.has(known)) return false;
    this.ours.set(known, press);
    return true;
  };

  readonly unregister = (keys: string): void => {
    this.ours.delete(keys.replace('CommandOrControl', 'Control'));
  };

  press(keys: string): void {
    this.ours.get(keys)?.();
  }
}

let keyboard: Keyboard;
let presses: number;
let setShortcut: Shell['setShortcut'];

beforeEach(() => {
  keyboard = new Keyboard();
  presses = 0;
  setShortcut = createShortcut(keyboard, () => (presses += 1));
});

test('the shortcut she chose opens the quick copy, until she gives it back', () => {
  expect(setShortcut('Control+Shift+Y').ok).toBe(true);
  keyboard.press('Control+Shift+Y');
  expect(presses).toBe(1);
  expect(setShortcut(null).ok).toBe(true);
  keyboard.press('Control+Shift+Y');
  expect(presses).toBe(1);
  expect(keyboard.ours.size).toBe(0);
});

test('a new one takes the place of the old one', () => {
  setShortcut('Control+Shift+Y');
  setShortcut('Alt+Space');
  expect([...keyboard.ours.keys()]).toEqual(['Alt+Space']);
});

test.each(['Control+Space', 'nonsense', '', 'Control+'])('%j is refused, and the old one stays', (wanted) => {
  setShortcut('Alt+Space');
  expect(setShortcut(wanted)).toEqual({ ok: false, failure: { kind: 'shortcut-refused', shortcut: wanted } });
  keyboard.press('Alt+Space');
  expect(presses).toBe(1);
  expect([...keyboard.ours.keys()]).toEqual(['Alt+Space']);
});

test('the same keys in other words are not refused because of her own', () => {
  setShortcut('CommandOrControl+Y');
  expect(setShortcut('Control+Y').ok).toBe(true);
  expect([...keyboard.ours.keys()]).toEqual(['Control+Y']);
  setShortcut(null);
  expect(keyboard.ours.size).toBe(0);
});

test('after a refusal the first one is taken once that program has ended', () => {
  expect(setShortcut('Control+Space').ok).toBe(false);
  keyboard.taken.clear();
  expect(setShortcut('Control+Space').ok).toBe(true);
});
