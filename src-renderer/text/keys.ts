// The words of the dialog that takes an API key, and how keys are told apart.
import type { InstanceView, VaultView } from '../bridge/client';

export const keyText = {
  addTitle: (instance: string) => `Add an API key to ${instance}`,
  againTitle: 'Enter the API key again',
  keyId: 'Client ID',
  keySecret: 'Client secret',
  show: 'Show the secret',
  hide: 'Hide the secret',
  add: 'Check and add',
  keep: 'Check and keep',
  whereTitle: 'Where to find it',
  where: [
    'Looker: an admin finds it under Admin > Users > Edit > Edit keys.',
    'Looker (Google Cloud core): on your account page, once an admin allows it.',
  ],
};

/** Where the secret goes, before it is typed. */
export function toSecretPath({ apiOrigin }: InstanceView, vault: VaultView | undefined): string {
  const kept =
    vault?.kind === 'memory-only' || vault === undefined
      ? 'Then it stays in memory until Daypass quits.'
      : `Only if it works, Daypass keeps it in the keychain (${vault.name}).`;
  return `The secret goes only to ${apiOrigin}, to check it. ${kept}`;
}

/** `Qm7R…1234`: enough to recognise a key among others. */
export function toShortKey(keyId: string): string {
  return keyId.length <= 12 ? keyId : `${keyId.slice(0, 4)}…${keyId.slice(-4)}`;
}
