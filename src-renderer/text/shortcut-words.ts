// A shortcut in Electron's words, as people read it.

export type Os = 'linux' | 'mac' | 'windows';

const macSigns: Readonly<Record<string, string>> = {
  CommandOrControl: '⌘',
  Control: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Return: '⏎',
};
const words: Readonly<Record<string, string>> = { CommandOrControl: 'Ctrl', Return: 'Enter' };

/** `Ctrl Shift Y`, on a Mac `⌘⇧Y`. */
export function toShortcutWords(accelerator: string, os: Os): string {
  const names = os === 'mac' ? macSigns : words;
  const parts = accelerator.split('+').map((part) => names[part] ?? part);
  return parts.join(os === 'mac' ? '' : ' ');
}
