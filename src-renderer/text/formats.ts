// The forms a token can be copied in, in words.
import type { TokenFormat } from '../bridge/client';

/** In the order in which they are offered. */
export const tokenFormats = [
  'token',
  'header',
  'curl',
  'shell',
  'powershell',
  'python',
] as const satisfies readonly TokenFormat[];

/** Everything but the plain token. */
export const otherFormats = tokenFormats.filter((format) => format !== 'token');

export const formatNames: Record<TokenFormat, string> = {
  token: 'Token',
  header: 'Authorization header',
  curl: 'curl command',
  shell: 'Shell variable',
  powershell: 'PowerShell variable',
  python: 'Python headers',
};

/** What it will look like, with dots for the token. */
export const formatSamples: Record<TokenFormat, string> = {
  token: '',
  header: 'Authorization: Bearer …',
  curl: "curl --header 'Authorization: Bearer …'",
  shell: "export …_TOKEN='…'",
  powershell: "$env:…_TOKEN = '…'",
  python: "headers = {'Authorization': 'Bearer …'}",
};

/** As they stand in a sentence: `Copied as curl`. */
export const formatsInText: Record<TokenFormat, string> = {
  token: 'token',
  header: 'header',
  curl: 'curl',
  shell: 'shell variable',
  powershell: 'PowerShell variable',
  python: 'Python headers',
};
