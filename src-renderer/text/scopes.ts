// Scopes of Google in plain words. What is not known here is shown as it is.
const base = 'https://www.googleapis.com/auth/';

const words: Readonly<Record<string, string>> = {
  [`${base}datastudio.readonly`]: 'Looker Studio read access',
  [`${base}datastudio`]: 'Looker Studio full access',
  [`${base}adwords`]: 'Google Ads access',
  [`${base}userinfo.profile`]: 'name and picture',
  profile: 'name and picture',
  [`${base}userinfo.email`]: 'e-mail address',
  email: 'e-mail address',
  openid: 'who is signed in',
};

export function toScopeWords(scope: string): string {
  return (Object.hasOwn(words, scope) ? words[scope] : undefined) ?? scope;
}

/** `Looker Studio read access, name and picture` */
export function toScopeList(scopes: readonly string[]): string {
  return scopes.map(toScopeWords).join(', ');
}
