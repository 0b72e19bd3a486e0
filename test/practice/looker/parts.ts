// What the routes of the practice Looker share.
import type { Provider } from 'oidc-provider';
import type { ApiKeys } from '#practice/looker/api-keys';
import type { ClientApps } from '#practice/looker/client-apps';
import type { LookerUser } from '#practice/looker/people';
import type { Sessions } from '#practice/looker/sessions';
import type { LookerSwitches } from '#practice/looker/switches';
import type { Brand } from '#practice/pages';

/** One running practice Looker from the inside. */
export type Parts = {
  readonly provider: Provider;
  readonly switches: LookerSwitches;
  readonly users: readonly LookerUser[];
  readonly apiKeys: ApiKeys;
  readonly apps: ClientApps;
  readonly sessions: Sessions;
  readonly uiOrigin: string;
  readonly apiOrigin: string;
  /** Origins that may call the API by CORS (Looker fact sheet, section 3). */
  readonly allowedOrigins: readonly string[];
};

/** How the practice Looker presents itself. */
export const lookerBrand: Brand = { name: 'Practice Looker', colour: '#4a2fbd' };
