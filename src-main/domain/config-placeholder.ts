// Tells a value from the gap that a template left for it: `your_client_id`, `<client_id>`, `xxxx`, `${LOOKER_ID}`.
// Careful to be sure: a real value that is taken for a gap could not be used at all.

/** A gap is the whole of an id or a secret. */
const wholeGaps: readonly RegExp[] = [
  /^<[^<>]+>$/,
  /^\$\{[^{}]+\}$/,
  /^\$\([^()]+\)$/,
  /^\$(?:env:)?[a-z_]\w*$/i,
  /^%\w+%$/,
  /^\{\{[^{}]+\}\}$/,
  /^[x*._…-]{3,}$/i,
  /(?:^|[_-])your[_-]/i,
  /^your(?=[A-Z][a-z])/,
  /^(?:my[_-]?)?(?:looker[_-]?)?(?:api3?[_-]?)?(?:client|key)[_-]?(?:id|secret)$/i,
  /^(?:change|replace|fill)[_-]?(?:me|this)$/i,
  /^(?:todo|placeholder)$/i,
];

/** In an address it is a part. `your-` alone is not enough: companies have such names. */
const addressGaps: readonly RegExp[] = [
  /<[^<>]+>/,
  /\$\{[^{}]+\}/,
  /\{\{[^{}]+\}\}/,
  /^%\w+%$/,
  /^\$(?:env:)?[a-z_]\w*$/i,
  /^(?:https?:\/\/)?your[-_.]?(?:looker|company|instance|server|sub-?domain|domain|host|org|name|endpoint|base|api)/i,
  /^(?:https?:\/\/)?[x*.…]{3,}(?:[.:/]|$)/i,
];

export function isPlaceholder(name: string, value: string): boolean {
  return (name === 'base_url' ? addressGaps : wholeGaps).some((gap) => gap.test(value));
}
