// Why a field was refused, as a sentence that says what to type instead. A new kind without a sentence does not compile.
import type { FieldProblem } from '../bridge/client';

type Sentences = {
  readonly [K in FieldProblem['kind']]: (problem: Extract<FieldProblem, { kind: K }>) => string;
};

const sentences: Sentences = {
  empty: () => 'Please fill this in.',
  'too-long': ({ limit }) => `Please use at most ${limit} characters.`,
  'no-host': () => 'There is no host in this address. It looks like acme.cloud.looker.com.',
  'insecure-address': ({ host }) => `Please use https for ${host}. Plain http works only for this computer.`,
  'has-credentials': () =>
    'Leave the user name and password out of the address. You sign in through the browser.',
  'not-a-web-address': ({ scheme }) =>
    `Please start with https:// or type only the host. ${scheme} is not a web address.`,
  'has-spaces': () => 'There is a space in it. Please take it out.',
  'port-out-of-range': () => 'Please choose a port from 1024 to 65535.',
  'duplicate-name': ({ name }) => `There is already an instance called ${name}. Please choose another name.`,
  'not-a-uri': () =>
    'Each line needs one whole address, such as http://127.0.0.1:48517/callback, without a #.',
  'not-an-id': () => 'An id has no slash and is not made of dots only.',
  'one-only': () => 'This instance takes one address per client. Leave the one that is needed.',
  'not-a-scope': ({ typed }) =>
    `Scopes are single words, such as https://www.googleapis.com/auth/adwords; “${toLine(typed)}” is none.`,
  'mixes-purposes': () =>
    'Looker Studio and Google Ads need an instance each. Please leave out the scopes of one of them.',
  'not-loopback': () =>
    'The browser has to come back to this computer. Please use an address that starts with http://127.0.0.1 or http://localhost.',
  'not-plain-http': () =>
    'On this computer the browser comes back over plain http. Please register it with http:// and use that one.',
  'not-a-customer-id': () => 'A customer id has ten digits, such as 123-456-7890.',
  'not-a-version': () => 'A version is the letter v and a number, such as v26.',
  'not-writable': () => 'This format has no way to write that. Choose another format, or leave it out.',
  'nobody-found': ({ typed }) => `Nobody at this instance has the id or e-mail address ${typed}.`,
  'refused-by-server': ({ said }) => `Looker says: ${toOneLine(said)}`,
};

/** Null for a field that is in order. */
export function toFieldSentence(problem: FieldProblem): string;
export function toFieldSentence(problem: FieldProblem | null): string | null;
export function toFieldSentence(problem: FieldProblem | null): string | null {
  if (problem === null) return null;
  const sentence = sentences[problem.kind] as (problem: FieldProblem) => string;
  return sentence(problem);
}

/** Ends like a sentence, whatever the server wrote. */
function toOneLine(said: string): string {
  const line = toLine(said);
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}

function toLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}
