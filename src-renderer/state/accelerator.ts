// Keys as pressed, as Electron writes them.
import type { Os } from '../text/shortcut-words';

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

const modifierKeys = ['Control', 'Alt', 'AltGraph', 'Shift', 'Meta', 'OS', 'CapsLock', 'Fn'];

const namedKeys: Readonly<Record<string, string>> = {
  Space: 'Space',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Enter: 'Return',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Minus: '-',
  Equal: '=',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Backquote: '`',
};

/** Whether only Ctrl, Shift and the like are down: the key itself is still to come. */
export function isModifierOnly({ key }: Pick<KeyboardEvent, 'key'>): boolean {
  return modifierKeys.includes(key);
}

/**
 * `CommandOrControl+Shift+Y`. Null for a combination that would take something from other programs: a shortcut for the
 * whole desktop needs two of Ctrl, Alt, Shift and the like, or one with a function key.
 */
export function toAccelerator(pressed: Pressed, os: Os): string | null {
  const key = toKey(pressed);
  if (key === null) return null;
  const modifiers = toModifiers(pressed, os);
  const enough = /^F\d+$/.test(key) ? 1 : 2;
  return modifiers.length < enough ? null : [...modifiers, key].join('+');
}

function toModifiers({ ctrlKey, altKey, shiftKey, metaKey }: Pressed, os: Os): readonly string[] {
  const isMac = os === 'mac';
  return [
    ...((isMac ? metaKey : ctrlKey) ? ['CommandOrControl'] : []),
    ...(isMac && ctrlKey ? ['Control'] : []),
    ...(!isMac && metaKey ? ['Super'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey ? ['Shift'] : []),
  ];
}

/** By the letter where it is one, since layouts differ; by the place where Shift or Alt made something else of it. */
function toKey({ key, code }: Pressed): string | null {
  if (/^[a-z0-9]$/i.test(key)) return key.toUpperCase();
  if (/^F([1-9]|1\d|2[0-4])$/.test(code)) return code;
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? namedKeys[code] ?? null;
}
