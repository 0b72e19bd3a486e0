// A page for an admin as parts, written once, so that the window and the text in a mail say the same.
export type SheetPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'steps'; readonly items: readonly string[] }
  /** Something that is typed or pasted exactly so; `copy` names the button that copies it. */
  | { readonly kind: 'code'; readonly label: string; readonly code: string; readonly copy?: string };

export type SheetSection = { readonly title: string; readonly parts: readonly SheetPart[] };
export type Sheet = { readonly title: string; readonly sections: readonly SheetSection[] };

export const text = (words: string): SheetPart => ({ kind: 'text', text: words });
export const list = (...items: readonly string[]): SheetPart => ({ kind: 'list', items });
export const steps = (...items: readonly string[]): SheetPart => ({ kind: 'steps', items });
export const code = (label: string, value: string, copy?: string): SheetPart => ({
  kind: 'code',
  label,
  code: value,
  ...(copy === undefined ? {} : { copy }),
});

/** Reads well in a mail and is valid Markdown. */
export function toMarkdown({ title, sections }: Sheet): string {
  const written = sections.map((section) =>
    [`## ${section.title}`, ...section.parts.map(toPartText)].join('\n\n'),
  );
  return [`# ${title}`, ...written].join('\n\n') + '\n';
}

function toPartText(part: SheetPart): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'list':
      return part.items.map((item) => `- ${item}`).join('\n');
    case 'steps':
      return part.items.map((item, index) => `${index + 1}. ${item}`).join('\n');
    case 'code':
      return `${part.label}:\n\n${part.code.replace(/^/gm, '    ')}`;
  }
}
