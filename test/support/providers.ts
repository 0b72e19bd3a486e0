// The providers as the app has them. Nothing is sent there: the ports of a desk are fakes.
import { createProviders } from '#providers/registry';
import { googleEndpoints } from '#providers/google-endpoints';

export const providers = createProviders({ google: googleEndpoints });
