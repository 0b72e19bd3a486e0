import type { ProviderId } from '#domain/instance';
import type { Provider } from '#domain/provider';
import { google } from './google';
import { looker } from './looker';

export const providers: Readonly<Record<ProviderId, Provider>> = { looker, google };
