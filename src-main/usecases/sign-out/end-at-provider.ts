// Ends a sign-in at the provider as far as it allows and proves what died. Nothing is forgotten here; what could not be
// reached is told apart from what is over.
import type { Account } from '#domain/account';
import { isPlainId } from '#domain/client-app';
import type { Failure } from '#domain/failure';
import type { Provider } from '#domain/provider';
import type { Secret } from '#domain/secret';
import type { SignOutLine } from '#domain/sign-out-report';
import { secretOf, type VaultRecord } from '#domain/token-set';
import type { OAuth, ProviderApi } from '../ports';

export type EndPorts = { readonly oauth: OAuth; readonly api: ProviderApi };

export type Ending = {
  readonly provider: Provider;
  readonly account: Pick<Account, 'identity'>;
  /** Epoch ms when the sign-in ends by itself; null where no end is known. */
  readonly endsAt: number | null;
  readonly record: VaultRecord;
  /** Access tokens that may still be alive, newest first. */
  readonly held: readonly Secret[];
  /** Epoch ms until which tokens that nobody knows any more may live; null for none. */
  readonly earlierUntil: number | null;
  /** Also every other sign-in of this person with this app. */
  readonly everywhere: boolean;
  /** An earlier try may have replaced the refresh token unseen: a refusal of this one then proves nothing. */
  readonly isUnsure: boolean;
  /** Told of each replaced refresh token before anything else is asked: only the new one can finish this. */
  readonly onReplaced: (before: VaultRecord, after: VaultRecord) => Promise<unknown>;
};

export type Ended = {
  readonly lines: readonly SignOutLine[];
  readonly failure: Failure | null;
  /** The provider could not be reached: another try may finish it. */
  readonly isOpen: boolean;
  /** As it stands now. */
  readonly record: VaultRecord;
  /** The refresh token was tried afterwards and still works. */
  readonly isRefreshAlive: boolean;
};

export function endAtProvider(ports: EndPorts, ending: Ending): Promise<Ended> {
  if (ending.record.credential.kind === 'api-key') return endKeyTokens(ports, ending);
  return ending.provider.signOut === 'logout' ? endByLogout(ports, ending) : endByRevocation(ports, ending);
}

const outOfReach: readonly Failure['kind'][] = [
  'offline',
  'provider-unreachable',
  'provider-busy',
  'provider-misbehaved',
  'certificate-untrusted',
];

function over({ record }: Ending, lines: readonly SignOutLine[]): Ended {
  return { lines, failure: null, isOpen: false, record, isRefreshAlive: false };
}

function failed({ record }: Ending, lines: readonly SignOutLine[], failure: Failure): Ended {
  return { lines, failure, isOpen: outOfReach.includes(failure.kind), record, isRefreshAlive: false };
}

/** Each login made a token of its own; the key itself is the provider's to delete. */
async function endKeyTokens(ports: EndPorts, ending: Ending): Promise<Ended> {
  const { held, record } = ending;
  const keyLives: SignOutLine = { kind: 'api-key-lives', keyId: record.binding.clientId };
  const [newest, ...older] = held;
  const earlier = earlierOf(ending);
  if (newest === undefined) {
    return over(ending, [
      ...(earlier.length > 0 ? earlier : [{ kind: 'no-access-token' } as const]),
      keyLives,
    ]);
  }
  const loggedOut = await ports.api.logout(record.binding.revocationEndpoint, newest);
  if (!loggedOut.ok) return failed(ending, [{ kind: 'access-token-unchecked' }, keyLives], loggedOut.failure);
  const olderLine = await endOlder(ports, ending, older);
  return over(ending, [await probeAccess(ports, ending, newest), ...olderLine, ...earlier, keyLives]);
}

function earlierOf({ earlierUntil }: Ending): readonly SignOutLine[] {
  return earlierUntil === null ? [] : [{ kind: 'earlier-tokens-unchecked', until: earlierUntil }];
}

/**
 * Looker knows no revocation endpoint: logout ends the session of an access token, and whether the refresh token dies
 * with it is not documented (Looker fact sheet, section 6). So: get an access token if there is none, log out, and try
 * the refresh token once.
 */
async function endByLogout(ports: EndPorts, ending: Ending): Promise<Ended> {
  const [newest = null, ...older] = ending.held;
  // A token that died on its own ends nothing: with a fresh one the logout is a real one.
  const isUsable = newest !== null && !(await isKnownDead(ports, ending, newest));
  const found = isUsable ? { ending, token: newest } : await fetchToken(ports, ending);
  if ('lines' in found) return found;
  const everywhere = ending.everywhere ? await withdrawConsent(ports, found.ending, found.token) : [];
  if ('lines' in everywhere) return everywhere;
  const loggedOut = await ports.api.logout(ending.record.binding.revocationEndpoint, found.token);
  if (!loggedOut.ok) return failed(found.ending, uncheckedOf(ending), loggedOut.failure);
  const olderLines = await endOlder(ports, ending, older);
  const access = await probeAccess(ports, ending, found.token);
  // Once all of it is void, so are those.
  const isAllOver = everywhere.some(({ kind }) => kind === 'everywhere-ended');
  const earlier = isAllOver ? [] : earlierOf(ending);
  return probeRefresh(ports, found.ending, [...everywhere, access, ...olderLines, ...earlier]);
}

function uncheckedOf(ending: Ending): readonly SignOutLine[] {
  return [{ kind: 'access-token-unchecked' }, { kind: 'refresh-token-unchecked', until: ending.endsAt }];
}

type Found = { readonly ending: Ending; readonly token: Secret };

/** With only a refresh token left, one renewal gives the access token that can end the sign-in. */
async function fetchToken(ports: EndPorts, ending: Ending): Promise<Found | Ended> {
  const renewed = await ports.oauth.renew(ending.record, null);
  if (renewed.ok) {
    const { accessToken, refreshToken } = renewed.value;
    return { ending: await withRefreshToken(ending, refreshToken), token: accessToken };
  }
  if (renewed.failure.kind !== 'sign-in-expired') {
    return failed(ending, uncheckedOf(ending), renewed.failure);
  }
  // The sign-in is over, but tokens that came of it may have a while to live.
  const older = await endOlder(ports, ending, ending.held.slice(1));
  const refresh: SignOutLine = ending.isUnsure
    ? { kind: 'refresh-token-unchecked', until: ending.endsAt }
    : { kind: 'refresh-token-dead' };
  return over(ending, [refresh, ...older, ...earlierOf(ending)]);
}

async function withRefreshToken(ending: Ending, refreshToken: Secret | null): Promise<Ending> {
  if (refreshToken === null) return ending;
  const { record } = ending;
  const credential = { kind: 'refresh-token', refreshToken } as const;
  const next: VaultRecord = { ...record, credential, generation: record.generation + 1 };
  await ending.onReplaced(record, next);
  return { ...ending, record: next };
}

/** Looker's deactivate_app_user for oneself: all tokens of this person for this app die at once. */
async function withdrawConsent(
  { api }: EndPorts,
  ending: Ending,
  token: Secret,
): Promise<readonly SignOutLine[] | Ended> {
  const { provider, record, account } = ending;
  const { clientApps } = provider.calls;
  if (clientApps === null) return [];
  const { origin } = new URL(record.binding.identityEndpoint);
  // Neither was judged when it came, and both become a part of an address.
  if (![record.binding.clientId, account.identity.userId].every(isPlainId)) {
    return [{ kind: 'everywhere-refused' }];
  }
  const order = clientApps.deactivate(origin, record.binding.clientId, account.identity.userId);
  const withdrawn = await api.call(order, token);
  if (withdrawn.ok) return [{ kind: 'everywhere-ended' }];
  return outOfReach.includes(withdrawn.failure.kind)
    ? failed(ending, uncheckedOf(ending), withdrawn.failure)
    : [{ kind: 'everywhere-refused' }];
}

/** Replaced tokens may have been copied while they were new. */
async function endOlder(
  { api }: EndPorts,
  { record }: Ending,
  older: readonly Secret[],
): Promise<readonly SignOutLine[]> {
  const endings = await Promise.all(
    older.map((token) => api.logout(record.binding.revocationEndpoint, token)),
  );
  const dead = endings.filter(({ ok }) => ok).length;
  const unchecked = endings.length - dead;
  return [
    ...(dead > 0 ? [{ kind: 'older-tokens-dead', count: dead } as const] : []),
    ...(unchecked > 0 ? [{ kind: 'older-tokens-unchecked', count: unchecked } as const] : []),
  ];
}

async function isKnownDead({ api }: EndPorts, { record }: Ending, token: Secret): Promise<boolean> {
  const alive = await api.isAlive(record.binding.identityEndpoint, token);
  return alive.ok && !alive.value;
}

async function probeAccess({ api }: EndPorts, { record }: Ending, token: Secret): Promise<SignOutLine> {
  const alive = await api.isAlive(record.binding.identityEndpoint, token);
  if (!alive.ok) return { kind: 'access-token-unchecked' };
  return { kind: alive.value ? 'access-token-alive' : 'access-token-dead' };
}

async function probeRefresh(
  { oauth, api }: EndPorts,
  ending: Ending,
  lines: readonly SignOutLine[],
): Promise<Ended> {
  const { record } = ending;
  const until = ending.endsAt;
  const tried = await oauth.renew(record, null);
  if (!tried.ok) {
    return tried.failure.kind === 'sign-in-expired'
      ? over(ending, [...lines, { kind: 'refresh-token-dead' }])
      : failed(ending, [...lines, { kind: 'refresh-token-unchecked', until }], tried.failure);
  }
  // It worked, so it made a new session: that one has to end as well.
  await api.logout(record.binding.revocationEndpoint, tried.value.accessToken);
  const left = await withRefreshToken(ending, tried.value.refreshToken);
  // Whatever was answered before: it is not over everywhere.
  const isRefuted = lines.some(({ kind }) => kind === 'everywhere-ended');
  const honest = [
    ...lines.map((line): SignOutLine =>
      line.kind === 'everywhere-ended' ? { kind: 'everywhere-refused' } : line,
    ),
    ...(isRefuted ? earlierOf(ending) : []),
  ];
  return { ...over(left, [...honest, { kind: 'refresh-token-alive', until }]), isRefreshAlive: true };
}

/** RFC 7009: a 200 is the server's word that the token and what came from it are void. */
async function endByRevocation(ports: EndPorts, ending: Ending): Promise<Ended> {
  const { binding, credential } = ending.record;
  const [newest] = ending.held;
  const revoked = await ports.api.revoke(binding.revocationEndpoint, secretOf(credential));
  if (!revoked.ok) return failed(ending, uncheckedOf(ending), revoked.failure);
  const access = newest === undefined ? [] : [await probeAccess(ports, ending, newest)];
  return over(ending, [...access, { kind: 'refresh-token-revoked' }]);
}
