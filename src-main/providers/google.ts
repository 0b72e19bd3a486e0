// Google's OAuth for desktop clients: https://developers.google.com/identity/protocols/oauth2/native-app
import type { Provider } from '#domain/provider';
import { fieldsOf, idOf, textOf } from './json';

export const google: Provider = {
  id: 'google',
  label: 'Google',
  scope: 'openid email profile https://www.googleapis.com/auth/datastudio.readonly',
  defaultClientId: '',
  redirectPath: '/',
  // Desktop clients may come back on any loopback port.
  defaultRedirectPort: null,
  authorizationExtras: { access_type: 'offline', prompt: 'consent' },
  issuerInAnswer: 'if-sent',
  signOut: 'rfc7009',
  signInLifetimeDays: null,
  endpoints: ({ uiOrigin, apiOrigin }) => ({
    issuer: uiOrigin,
    authorization: `${uiOrigin}/o/oauth2/v2/auth`,
    token: `${apiOrigin}/token`,
    identity: `${apiOrigin}/v1/userinfo`,
    revocation: `${apiOrigin}/revoke`,
  }),
  readIdentity(body) {
    const fields = fieldsOf(body);
    const userId = idOf(fields['sub']);
    const email = textOf(fields['email']);
    if (userId === null) return null;
    return { userId, displayName: textOf(fields['name']) ?? email ?? `User ${userId}`, email };
  },
  discovery: () => [],
  calls: { keyLogin: null, release: null, workspaces: null, people: null, clientApps: null },
  deadEnds: [],
  handOff: () => null,
  registration: () => null,
};
