// The scopes that exist at the practice Google, and what it says about them (Google fact sheet, sections 1.5, 3.1, 4.1).

const prefix = 'https://www.googleapis.com/auth/';

/** Reading Looker Studio assets. */
export const studioScope = `${prefix}datastudio.readonly`;
/** Managing Looker Studio assets, with deleting and purging. */
export const studioManageScope = `${prefix}datastudio`;
/** Google Ads; there is no narrower one. */
export const adsScope = `${prefix}adwords`;
/** Google Cloud, which gcloud insists on (section 5). */
export const cloudScope = `${prefix}cloud-platform`;
/** The email address; `email` is its other name. */
export const emailScope = `${prefix}userinfo.email`;
/** Name and picture; `profile` is its other name. */
export const profileScope = `${prefix}userinfo.profile`;

/** What the consent page says; sign-in scopes have no line of their own there. */
const consentWords: Readonly<Record<string, string>> = {
  [studioScope]: 'See your Looker Studio assets',
  [studioManageScope]: 'See, edit, and delete your Looker Studio assets',
  [adsScope]: 'See, edit, create, and delete your Google Ads accounts and data',
  [cloudScope]: 'See, edit, configure, and delete your Google Cloud data',
};

const signInScopes: readonly string[] = ['openid', emailScope, profileScope];
const aliases: Readonly<Record<string, string>> = { email: emailScope, profile: profileScope };

/** Every scope that exists here, by its full name. */
export const knownScopes: readonly string[] = [...signInScopes, ...Object.keys(consentWords)];

/** The scopes of a parameter, each once, by the names that answers carry: `email` comes back as `userinfo.email`. */
export function parseScopes(text: string): readonly string[] {
  const names = text.split(' ').filter((name) => name !== '');
  return [...new Set(names.map((name) => aliases[name] ?? name))];
}

/** Whether a scope only tells who somebody is; those make no token short-lived (section 1.6) and have no box. */
export function isSignInScope(scope: string): boolean {
  return signInScopes.includes(scope);
}

/** Whether a scope comes from an organisation's delegation and from nowhere else (section 3.2). */
export function isStudioScope(scope: string): boolean {
  return scope === studioScope || scope === studioManageScope;
}

/** What the consent page says about a scope. */
export function toConsentWords(scope: string): string {
  return consentWords[scope] ?? scope;
}
