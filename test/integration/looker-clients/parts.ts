// What the tests of client apps share: a Looker, a desk with an admin's key at it, and the form as an admin fills it in.
import { createServer, type AddressInfo } from 'node:net';
import type { ClientAppForm } from '#domain/client-app';
import { carlaKey } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { openDesk, anInstance, type Desk } from '../whole-app/desk';

/** A port that nobody listens on: a redirect URI has to be known before the receiver opens. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export type AdminDesk = {
  readonly desk: Desk;
  /** The account of the admin's API key. */
  readonly admin: string;
  readonly redirectUri: string;
  readonly form: ClientAppForm;
};

/** Nothing is registered on the way: the redirect URI has to be right. */
export async function anAdminAt(looker: PracticeLooker): Promise<AdminDesk> {
  const redirectPort = await findFreePort();
  const redirectUri = `http://127.0.0.1:${redirectPort}/callback`;
  const desk = openDesk([anInstance(looker, { redirectPort })]);
  const admin = await desk.keyAdded(carlaKey);
  return { desk, admin, redirectUri, form: aForm(redirectUri) };
}

export function aForm(redirectUri: string): ClientAppForm {
  return {
    guid: 'daypass',
    redirectUris: redirectUri,
    displayName: 'Daypass',
    description: 'Signs analysts in from their desktops.',
    enabled: true,
    groupId: '',
  };
}

/** What the app sent about client apps to change something. */
export function writesAt({ requests }: PracticeLooker): PracticeLooker['requests'] {
  return requests.filter(
    ({ method, path }) => method !== 'GET' && path.startsWith('/api/4.0/oauth_client_apps'),
  );
}
