// How a sign-in through the browser ends well: as an account, with a strip that says whose.
import { fail, ok } from '#domain/result';
import { toBinding } from '#domain/provider';
import type { TokenSet } from '#domain/token-set';
import { keepAccount, type Kept } from './keep-account';
import type { AuthorizationRequest } from '../ports';
import type { SafePlace } from '../tokens/safekeeping';
import { isAbandoned, move, type Running, type SignInPorts, type Step } from './sign-in-run';

export async function keepSignIn(
  ports: SignInPorts,
  run: Running,
  request: AuthorizationRequest,
  tokens: TokenSet,
  safe: SafePlace,
): Step<void> {
  const { refreshToken } = tokens;
  if (refreshToken === null) return fail({ kind: 'no-refresh-token' });
  const here = ports.store.get().catalog.accounts.filter(({ instanceId }) => instanceId === run.instance.id);
  const hadOthers = here.length > 0;
  const expected = here.find(({ id }) => id === run.attempt.accountId)?.identity.userId ?? null;
  const kept = await keepAccount(ports, {
    instance: run.instance,
    signsInWith: { kind: 'oauth' },
    record: {
      binding: toBinding(request.endpoints, request.clientId),
      credential: { kind: 'refresh-token', refreshToken },
      scope: tokens.scope ?? request.scope,
      generation: 1,
    },
    tokens,
    clockOffset: run.clockOffset,
    safe,
    isWanted: () => !isAbandoned(run),
  });
  if (!kept.ok) return kept;
  sayWho(ports, run, kept.value, { expected, hadOthers });
  return ok(undefined);
}

/** Whose sign-in it was to be, and whose it became. Persons are compared: the same one may have a new account. */
function sayWho(
  ports: SignInPorts,
  run: Running,
  { account, isKnown }: Kept,
  { expected, hadOthers }: { readonly expected: string | null; readonly hadOthers: boolean },
): void {
  const isSomebodyElse = expected !== null ? expected !== account.identity.userId : !isKnown && hadOthers;
  move(ports, run, {
    kind: 'done',
    accountId: account.id,
    displayName: account.identity.displayName,
    outcome: isSomebodyElse ? 'another-person' : isKnown ? 'same-person' : 'first',
  });
}

/**
 * Nobody will use what was handed out, so it should not live on at the provider; but a revocation for a whole project would
 * take other sign-ins along.
 */
export async function endUnkept(
  { api }: SignInPorts,
  { provider }: Running,
  { endpoints }: AuthorizationRequest,
  tokens: TokenSet,
): Promise<void> {
  if (provider.signOut === 'logout') await api.logout(endpoints.revocation, tokens.accessToken);
}
