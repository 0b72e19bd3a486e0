// What the tray calls an account, and what is left of its token. Pure.
import type { FavouriteFormat } from '#domain/token-format';
import type { AccountView, InstanceView, View } from '#domain/view';

export type Row = { readonly instance: InstanceView; readonly account: AccountView };

/** Letters, without those of a key. Wider ones make menus that cover half a small screen. */
const longestName = 44;

export const formatNames: Readonly<Record<FavouriteFormat, string>> = {
  header: 'Authorization header',
  curl: 'curl command',
  shell: 'shell variable',
  powershell: 'PowerShell variable',
  python: 'Python headers',
};

/** `Acme production · ana.ruiz@acme.example`, the longer half shortened first. Somebody with several keys is there several times. */
export function toName({ instance, account }: Row): string {
  const { identity, signsInWith } = account;
  const key = signsInWith.kind === 'api-key' ? ` · key …${signsInWith.keyId.slice(-4)}` : '';
  const person = identity.email ?? identity.displayName;
  const room = longestName - 3;
  const half = Math.floor(room / 2);
  const place = shorten(instance.name, Math.max(half, room - person.length));
  return `${place} · ${shortenPerson(person, Math.max(half, room - place.length))}${key}`;
}

/** Of an address the part before the @ tells people apart, so the domain gives way first. */
function shortenPerson(person: string, longest: number): string {
  const [name, domain] = person.split('@');
  if (name === undefined || domain === undefined || person.length <= longest) return shorten(person, longest);
  const room = longest - name.length - 1;
  return room >= 4 ? `${name}@${shorten(domain, room)}` : shorten(name, longest);
}

/** In the middle: names of one company often begin alike, and addresses end alike. */
export function shorten(text: string, longest: number): string {
  const letters = Array.from(text);
  if (letters.length <= longest) return text;
  const head = Math.ceil((longest - 1) / 2);
  return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (longest - 1 - head)).join('')}`;
}

export function toTimeLeft({ account }: Row, view: View, now: number): string {
  const { state } = account;
  const expiresAt = state.kind === 'active' || state.kind === 'renewing' ? state.expiresAt : null;
  if (expiresAt === null || expiresAt <= now)
    return view.renewals.isOffline ? 'no network' : 'fetches a fresh one';
  const minutes = Math.floor((expiresAt - now) / 60_000);
  return minutes < 1 ? 'under a minute left' : `${minutes} min left`;
}

let days: Intl.DateTimeFormat | null = null;

/** `Fri 18 Sept`. Made when first needed: it takes milliseconds. */
export function toDay(at: number): string {
  days ??= new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
  return days.format(at).replace(',', '');
}
