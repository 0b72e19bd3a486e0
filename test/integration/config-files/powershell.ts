// There is no PowerShell in the packages of Debian, so this reads the few things that our block is made of, by its
// documents: about_Quoting_Rules, and the language specification, section 2.3.5.2: a text in single quotes ends at
// the first single quote that has no other one behind it, and ‘ ’ ‚ ‛ are single quotes as well.
import type { Settings } from './expectations';

const quote = /['\u2018\u2019\u201a\u201b]/;

/** Throws for anything but comments, `$env:NAME = ` and texts and characters with `+` between them. */
export function readPowershell(text: string): Settings {
  const found: Record<string, string> = {};
  let rest = text;
  while (rest !== '') {
    const comment = /^#.*\n/.exec(rest)?.[0];
    if (comment !== undefined) {
      rest = rest.slice(comment.length);
      continue;
    }
    const [start, name] = /^\$env:(\w+) = /.exec(rest) ?? [];
    if (start === undefined || name === undefined) throw new Error(`Not understood: ${rest}`);
    const read = readSum(rest.slice(start.length));
    found[name] = read.value;
    rest = read.rest;
  }
  return found;
}

type Read = { readonly value: string; readonly rest: string };

function readSum(text: string): Read {
  if (!quote.test(text.charAt(0))) throw new Error(`The first of a sum has to be a text: ${text}`);
  let { value, rest } = readText(text);
  while (rest.startsWith(' + ')) {
    const next = readOperand(rest.slice(3));
    value += next.value;
    rest = next.rest;
  }
  if (!rest.startsWith('\n')) throw new Error(`More than a sum: ${rest}`);
  return { value, rest: rest.slice(1) };
}

function readOperand(text: string): Read {
  const [all, digits] = /^\[char\]0x([0-9A-F]{4})(?![\w.])/.exec(text) ?? [];
  if (all === undefined || digits === undefined) return readText(text);
  return { value: String.fromCharCode(Number.parseInt(digits, 16)), rest: text.slice(all.length) };
}

function readText(text: string): Read {
  if (!quote.test(text.charAt(0))) throw new Error(`No text: ${text}`);
  let value = '';
  for (let at = 1; at < text.length; at += 1) {
    const isQuote = quote.test(text.charAt(at));
    if (isQuote && !quote.test(text.charAt(at + 1))) return { value, rest: text.slice(at + 1) };
    // Of two quotes the second is taken.
    if (isQuote) at += 1;
    value += text.charAt(at);
  }
  throw new Error(`A text without an end: ${text}`);
}
