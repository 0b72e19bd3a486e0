/** What people call the keychain of their system. */
export function keychainName(
  platform: NodeJS.Platform = process.platform,
  desktop: string = process.env['XDG_CURRENT_DESKTOP'] ?? '',
): string {
  if (platform === 'darwin') return 'macOS Keychain';
  if (platform === 'win32') return 'Windows Credential Manager';
  return /kde/i.test(desktop)
    ? 'KWallet'
    : /gnome|unity|cinnamon/i.test(desktop)
      ? 'GNOME Keyring'
      : 'Secret Service keyring';
}
