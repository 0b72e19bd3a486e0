// A revocation for a whole project takes other accounts here along. Each is asked, so that the list says what is true and
// nobody pastes a dead token.
import type { Account } from '#domain/account';
import type { SignOutLine } from '#domain/sign-out-report';
import { changeAccount, findInstance, sharingConsent } from '../store';
import type { Ended } from './end-at-provider';
import type { SignOutPorts } from './sign-out-end';

export async function askOthers(
  ports: SignOutPorts,
  account: Account,
  ended: Pick<Ended, 'lines'>,
): Promise<readonly SignOutLine[]> {
  const { store } = ports;
  const instance = findInstance(store.get(), account.instanceId);
  const isRevoked = ended.lines.some(({ kind }) => kind === 'refresh-token-revoked');
  if (!instance.ok || !isRevoked) return [];
  const others = sharingConsent(
    store.get(),
    { instance: instance.value, identity: account.identity },
    account.id,
  );
  const signedIn = others.filter(({ storedIn, signedOut }) => storedIn !== null && !signedOut);
  return Promise.all(signedIn.map(({ id }) => ask(ports, id)));
}

/** Its access token is void as well, and would be handed out for the rest of its hour. */
async function ask(
  { store, liveTokens, settled, renew, clearClipboard }: SignOutPorts,
  accountId: string,
): Promise<SignOutLine> {
  // One that was answered before the revocation would bring a dead token back.
  await settled(accountId);
  if (store.get().clipboard?.accountId === accountId) await clearClipboard();
  liveTokens.retire(accountId);
  store.update((state) =>
    changeAccount(
      state,
      accountId,
      { kind: 'token-expired', now: Number.POSITIVE_INFINITY },
      (known) => known,
    ),
  );
  const renewed = await renew(accountId);
  if (renewed.ok) return { kind: 'also-ended', accountId, outcome: 'alive' };
  const isDead = renewed.failure.kind === 'sign-in-expired';
  return { kind: 'also-ended', accountId, outcome: isDead ? 'dead' : 'unchecked' };
}
