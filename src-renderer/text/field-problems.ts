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
  'has-spaces': () => 'An address has no spaces. Please take them out.',
  'port-out-of-range': () => 'Please choose a port from 1024 to 65535.',
  'duplicate-name': ({ name }) => `There is already an instance called ${name}. Please choose another name.`,
  'not-a-uri': () =>
    'Each line needs one whole address, such as http://127.0.0.1:48517/callback, without a #.',
  'not-an-id': () => 'An id has no slash and is not made of dots only.',
  'one-only': () => 'This instance takes one address per client. Leave the one that is needed.',
  'nobody-found': ({ typed }) => `Nobody at this instance has the id or e-mail address ${typed}.`,
  'refused-by-server': ({ said }) => `Looker says: ${toOneLine(said)}`,
};

export function toFieldSentence(problem: FieldProblem): string {
  const sentence = sentences[problem.kind] as (problem: FieldProblem) => string;
  return sentence(problem);
}

/** Ends like a sentence, whatever the server wrote. */
function toOneLine(said: string): string {
  const line = said.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}
