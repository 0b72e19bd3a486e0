// Blocks of environment variables for three readers. All six libraries know these names, and read them when the program
// asks for it (Google fact sheet, section 4.2). A variable cannot hold NUL, so none of the three writes it.
import { notice, toFile, toHex, toLines, type Keys, type Quote, type Writer } from './settings';
import { quoteForDotenv } from './dotenv-quotes';

const keys: Keys = [
  ['GOOGLE_ADS_CLIENT_ID', 'clientId'],
  ['GOOGLE_ADS_CLIENT_SECRET', 'clientSecret'],
  ['GOOGLE_ADS_REFRESH_TOKEN', 'refreshToken'],
  ['GOOGLE_ADS_DEVELOPER_TOKEN', 'developerToken'],
  ['GOOGLE_ADS_LOGIN_CUSTOMER_ID', 'loginCustomerId'],
  ['GOOGLE_ADS_LINKED_CUSTOMER_ID', 'linkedCustomerId'],
];

/**
 * The same block has to serve every library. Python refuses an environment without the first (config.py,
 * `validate_dict`), .NET takes its way of signing in from the second; the others do not know them.
 */
const fixed = [
  ['GOOGLE_ADS_USE_PROTO_PLUS', 'true'],
  ['GOOGLE_ADS_OAUTH2_MODE', 'APPLICATION'],
] as const;

/** Writes every text but NUL. */
export const toPosixFile = toWriter(quoteForPosix, (name, quoted) => `export ${name}=${quoted}`);

/** Writes every text but NUL. */
export const toPowershellFile = toWriter(quoteForPowershell, (name, quoted) => `$env:${name} = ${quoted}`);

/** Writes what the readers of JavaScript and Python agree on, see `dotenv-quotes.ts`. */
export const toDotenvFile = toWriter(quoteForDotenv, (name, quoted) => `${name}=${quoted}`);

function toWriter(quote: Quote, toLine: (name: string, quoted: string) => string): Writer {
  return (values) => {
    const settings = toLines(keys, values, (value) => (value.includes('\0') ? null : quote(value)), toLine);
    const always = fixed.map(([name, value]) => toLine(name, `'${value}'`));
    return toFile([...notice.map((line) => `# ${line}`), ...always], settings);
  };
}

/** Nothing is special in single quotes, and nothing can end them but one of them (POSIX, XCU 2.2.2). */
function quoteForPosix(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/**
 * Printable ASCII in single quotes, a quote doubled; everything else as a number (about_Quoting_Rules). For PowerShell
 * ‘ ’ ‚ ‛ end a text too, and Windows PowerShell 5.1 reads a file without a mark in the encoding of the country, where
 * bytes of other characters turn into such quotes: with ASCII alone neither can happen.
 */
function quoteForPowershell(value: string): string {
  const parts = value.match(/[ -~]+|[^ -~]/g) ?? [];
  const written = parts.map((part) => (/^[ -~]/.test(part) ? toLiteral(part) : toCharacter(part)));
  // The first decides what `+` means: two characters alone would not be joined.
  return (written[0]?.startsWith("'") === true ? written : ["''", ...written]).join(' + ');
}

function toLiteral(part: string): string {
  return `'${part.replaceAll("'", "''")}'`;
}

/** A character of .NET is one UTF-16 unit. */
function toCharacter(unit: string): string {
  return `[char]0x${toHex(unit, 4)}`;
}
