import type { Providers } from '#domain/provider';
import { createGoogle } from './google';
import type { GoogleEndpoints } from './google-endpoints';
import { looker } from './looker';

export function createProviders(endpoints: { readonly google: GoogleEndpoints }): Providers {
  return { looker, google: createGoogle(endpoints.google) };
}
