import { expect, test } from 'vitest';
import { keychainName } from '#node/keychain-name';

test.each([
  ['darwin', '', 'macOS Keychain'],
  ['win32', '', 'Windows Credential Manager'],
  ['linux', 'ubuntu:GNOME', 'GNOME Keyring'],
  ['linux', 'X-Cinnamon', 'GNOME Keyring'],
  ['linux', 'KDE', 'KWallet'],
  ['linux', '', 'Secret Service keyring'],
] as const)('on %s with %j it is called %s', (platform, desktop, name) => {
  expect(keychainName(platform, desktop)).toBe(name);
});
