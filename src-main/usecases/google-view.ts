// What windows may see of instances at Google and their accounts.
import type { Account } from '#domain/account';
import { configFormats, type ConfigFormat } from '#domain/config-files/format';
import { isAdsScope, missingScopes, purposeKinds, scopesOf } from '#domain/google/purpose';
import type { Instance } from '#domain/instance';
import type { GoogleView, View } from '#domain/view';
import { sharingConsent, type AppState } from './store';

/** One of a person's own starts with none. */
export const purposesForForm: View['purposes'] = purposeKinds.map((kind) => ({
  kind,
  scopes: kind === 'custom' ? [] : scopesOf({ kind }),
}));

export function toGoogleView({ google }: Instance): GoogleView | null {
  if (google === null) return null;
  const { purpose, secretIn, ...rest } = google;
  return { ...rest, purpose: purpose.kind, scopes: scopesOf(purpose), hasSecret: secretIn !== null };
}

/** The client libraries of Google Ads for Google Ads; a file of default credentials for all of Google. */
export function formatsFor({ google }: Instance): readonly ConfigFormat[] {
  if (google === null) return [];
  return scopesOf(google.purpose).some(isAdsScope) ? configFormats : ['adc'];
}

export function missingAt({ google }: Instance, { grantedScope }: Account): readonly string[] {
  if (google === null || grantedScope === null) return [];
  return missingScopes(scopesOf(google.purpose).join(' '), grantedScope);
}

/** Those that are signed in; the others have nothing to lose. */
export function alsoRevoked(state: AppState, instance: Instance, account: Account): readonly string[] {
  return sharingConsent(state, { instance, identity: account.identity }, account.id)
    .filter(({ storedIn, signedOut }) => storedIn !== null && !signedOut)
    .map(({ id }) => id);
}
