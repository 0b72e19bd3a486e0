// How an account stands, in a word or two.
import type { AccountView } from '../bridge/client';
import { isByKey, type Row, type Standing } from '../state/rows';
import { en } from './en';

export function toStandingWord(standing: Standing, { account, instance }: Row): string {
  if (standing === 'sign-out-waiting' && instance.signsOutWidely) return en.states['revocation-waiting'];
  const asksForKey = standing === 'needs-sign-in' && account !== null && isByKey(account);
  return asksForKey ? en.states['needs-key'] : en.states[standing];
}

/** ` · key …1234`, to tell the same person's rows apart; null where it is no key. */
export function toKeyMark(account: AccountView | null): string | null {
  return account?.signsInWith.kind === 'api-key' ? ` · key …${account.signsInWith.keyId.slice(-4)}` : null;
}
