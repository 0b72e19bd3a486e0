// Two Cloud projects with their OAuth clients, as two people set them up (Google fact sheet, sections 1.2, 1.4, 1.6).

/** The projects by the name tests use. */
export type ProjectKey = 'A' | 'B';

/** Who may use the clients of a project: the console's page "Audience". */
export type Audience = {
  readonly userType: 'internal' | 'external';
  /** Testing means: test users only, and tokens of seven days. Without meaning for internal ones. */
  readonly publishing: 'testing' | 'production';
  /** Email addresses. */
  readonly testUsers: readonly string[];
  /** Whether Google verified the app; if not, a warning comes before the consent page. */
  readonly isVerified: boolean;
};

/** A Cloud project. Its audience is changed by assigning another one. */
export type Project = {
  readonly key: ProjectKey;
  readonly id: string;
  readonly number: string;
  /** Who owns it; internal means people of this organisation. */
  readonly organisation: string;
  audience: Audience;
};

/** The clients by the name tests use; the first three belong to project A. */
export type ClientKey = 'desktop' | 'desktop2' | 'web' | 'other';

/** An OAuth client. */
export type GoogleClient = {
  readonly key: ClientKey;
  readonly kind: 'installed' | 'web';
  readonly project: ProjectKey;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly displayName: string;
  /** The registered ones of a web client; empty for desktop, where none are registered. */
  readonly redirectUris: readonly string[];
};

/** What a web client registers when a test does not choose. */
export const defaultWebRedirectUris: readonly string[] = [
  'http://127.0.0.1:48917/oauth2/callback',
  'http://localhost:48918/',
];

/** An app for everybody, verified: the audience that stands in nobody's way. */
export const openAudience: Audience = {
  userType: 'external',
  publishing: 'production',
  testUsers: [],
  isVerified: true,
};

/** Both projects, fresh. */
export function createProjects(): Readonly<Record<ProjectKey, Project>> {
  return {
    A: {
      key: 'A',
      id: 'acme-analytics-431207',
      number: '418000000001',
      organisation: 'acme.example',
      audience: openAudience,
    },
    B: {
      key: 'B',
      id: 'acme-marketing-550318',
      number: '418000000002',
      organisation: 'acme.example',
      audience: openAudience,
    },
  };
}

function toClient(
  key: ClientKey,
  project: ProjectKey,
  changes: Partial<Pick<GoogleClient, 'kind' | 'redirectUris' | 'displayName'>> = {},
): GoogleClient {
  const number = createProjects()[project].number;
  return {
    key,
    kind: 'installed',
    project,
    clientId: `${number}-${key}.apps.googleusercontent.com`,
    clientSecret: `GOCSPX-practice-${key}`,
    displayName: 'Daypass',
    redirectUris: [],
    ...changes,
  };
}

/** All clients, in the order of the console. */
export function createClients(webRedirectUris: readonly string[]): Readonly<Record<ClientKey, GoogleClient>> {
  return {
    desktop: toClient('desktop', 'A'),
    desktop2: toClient('desktop2', 'A', { displayName: 'Daypass on another desk' }),
    web: toClient('web', 'A', { kind: 'web', redirectUris: webRedirectUris }),
    other: toClient('other', 'B', { displayName: 'Acme Marketing' }),
  };
}

/** The text of the file that the console downloads for a client (section 2), with Google's real addresses in it. */
export function toClientFile(client: GoogleClient, project: Project): string {
  const { clientId, clientSecret, kind, redirectUris } = client;
  const uris = kind === 'installed' ? ['http://localhost'] : redirectUris;
  return JSON.stringify({
    [kind]: {
      client_id: clientId,
      project_id: project.id,
      auth_uri: 'https://accounts.google.com/o/oauth2/auth',
      token_uri: 'https://oauth2.googleapis.com/token',
      auth_provider_x509_cert_url: 'https://www.googleapis.com/oauth2/v1/certs',
      client_secret: clientSecret,
      ...(uris.length === 0 ? {} : { redirect_uris: uris }),
    },
  });
}
