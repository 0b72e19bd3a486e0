// Google's OAuth for desktop and web clients (Google fact sheet, section 1).
import { testingEndsAt, unusedEndsAt } from '#domain/google/client';
import { isStudioScope, scopesOf } from '#domain/google/purpose';
import type { Instance } from '#domain/instance';
import type { HandOff, MeantFor, Provider } from '#domain/provider';
import { createHealthCalls } from './google-calls';
import type { GoogleEndpoints } from './google-endpoints';
import { fieldsOf } from '#domain/json-fields';
import { idOf, textOf } from './json';

/** Where a super administrator delegates (Google fact sheet, section 3.3). */
const delegationConsole = 'https://admin.google.com/ac/owl/domainwidedelegation';

export function createGoogle(endpoints: GoogleEndpoints): Provider {
  return {
    id: 'google',
    label: 'Google',
    scopeOf: ({ google }) => (google === null ? [] : scopesOf(google.purpose)).join(' '),
    defaultClientId: '',
    redirectPath: '/',
    // Desktop clients may come back on any loopback port; web clients have a whole URI.
    defaultRedirectPort: null,
    authorizationExtras: toExtras,
    issuerInAnswer: 'if-sent',
    signOut: 'revoke-project',
    endsOf: toEnds,
    endpoints: () => ({
      issuer: endpoints.issuer,
      authorization: endpoints.authorization,
      token: endpoints.token,
      identity: endpoints.userInfo,
      revocation: endpoints.revocation,
    }),
    readIdentity,
    discovery: () => [],
    calls: {
      health: createHealthCalls(endpoints),
      keyLogin: null,
      release: null,
      workspaces: null,
      people: null,
      clientApps: null,
    },
    deadEnds: [],
    handOff: toHandOff,
    registration: () => null,
  };
}

const toEnds: Provider['endsOf'] = ({ google }, { signedInAt, lastUsedAt, consentEndsAt }) => {
  const ends = [consentEndsAt, google === null ? null : testingEndsAt(google, signedInAt)];
  const known = ends.filter((end) => end !== null);
  return {
    atLatest: known.length === 0 ? null : Math.min(...known),
    ifUnused: unusedEndsAt(lastUsedAt ?? signedInAt),
  };
};

const readIdentity: Provider['readIdentity'] = (body) => {
  const fields = fieldsOf(body);
  const userId = idOf(fields['sub']);
  const email = textOf(fields['email']);
  if (userId === null) return null;
  return { userId, displayName: textOf(fields['name']) ?? email ?? `User ${userId}`, email };
};

/** Consent is always asked for, because without it a web client gets no refresh token the second time (section 1.6). */
function toExtras({ identity, isAnother }: MeantFor): Readonly<Record<string, string>> {
  const hint = identity?.email ?? identity?.userId ?? null;
  return {
    access_type: 'offline',
    prompt: isAnother ? 'consent select_account' : 'consent',
    ...(hint === null ? {} : { login_hint: hint }),
  };
}

/** Only Looker Studio wants an admin; all scopes that are asked for have to be delegated (section 3.3). */
function toHandOff({ clientId, google }: Instance): HandOff | null {
  const scopes = google === null ? [] : scopesOf(google.purpose);
  if (!scopes.some(isStudioScope)) return null;
  return { kind: 'delegation', clientId, scopes: scopes.join(','), console: delegationConsole };
}
