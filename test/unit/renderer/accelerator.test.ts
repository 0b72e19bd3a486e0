import { expect, test } from 'vitest';
import { isModifierOnly, toAccelerator } from '#renderer/state/accelerator.ts';
import { toShortcutWords } from '#renderer/text/shortcut-words.ts';

const none = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
const y = { ...none, key: 'Y', code: 'KeyY' };

test.each([
  ['linux', { ...y, ctrlKey: true, shiftKey: true }, 'CommandOrControl+Shift+Y'],
  ['mac', { ...y, metaKey: true, shiftKey: true }, 'CommandOrControl+Shift+Y'],
  ['mac', { ...y, ctrlKey: true, altKey: true, key: 'å', code: 'KeyA' }, 'Control+Alt+A'],
  ['windows', { ...y, metaKey: true, altKey: true }, 'Super+Alt+Y'],
  // Where Y and Z change places, the letter counts.
  ['linux', { ...y, ctrlKey: true, shiftKey: true, key: 'Z', code: 'KeyY' }, 'CommandOrControl+Shift+Z'],
  ['linux', { ...y, ctrlKey: true, shiftKey: true, key: '!', code: 'Digit1' }, 'CommandOrControl+Shift+1'],
  ['linux', { ...y, ctrlKey: true, altKey: true, key: ' ', code: 'Space' }, 'CommandOrControl+Alt+Space'],
  ['linux', { ...none, ctrlKey: true, key: 'F9', code: 'F9' }, 'CommandOrControl+F9'],
] as const)('on %s, %j is %s', (os, pressed, accelerator) => {
  expect(toAccelerator(pressed, os)).toBe(accelerator);
});

test('a shortcut that every program needs itself is not taken', () => {
  expect(toAccelerator({ ...y, key: 'c', code: 'KeyC', ctrlKey: true }, 'linux')).toBeNull();
  expect(toAccelerator({ ...y, shiftKey: true }, 'linux')).toBeNull();
  expect(toAccelerator({ ...none, key: 'F5', code: 'F5' }, 'linux')).toBeNull();
});

test('Ctrl by itself is not yet a combination', () => {
  expect(isModifierOnly({ key: 'Control' })).toBe(true);
  expect(isModifierOnly({ key: 'y' })).toBe(false);
});

test('people read it as it stands on their keyboard', () => {
  expect(toShortcutWords('CommandOrControl+Shift+Y', 'linux')).toBe('Ctrl Shift Y');
  expect(toShortcutWords('CommandOrControl+Shift+Y', 'mac')).toBe('⌘⇧Y');
});
