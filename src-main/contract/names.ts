// Names only, so that the sandboxed preload stays tiny.

export const commandNames = [
  'checkAddress',
  'addInstance',
  'addGoogleInstance',
  'addImportedGoogleInstance',
  'changeGoogleInstance',
  'changeInstance',
  'removeInstance',
  'startSignIn',
  'cancelSignIn',
  'dismissSignIn',
  'copySignInLink',
  'copyToken',
  'setKeepFresh',
  'setPinned',
  'pauseRenewals',
  'renewAll',
  'lockApp',
  'unlockApp',
  'putNoteAway',
  'showMainWindow',
  'closeQuickCopy',
  'clearClipboard',
  'renewToken',
  'signOut',
  'forgetAccount',
  'removeAccount',
  'copyRedirectUri',
  'copyRegistration',
  'recheckKeychain',
  'useMemoryOnly',
  'saveSettings',
  'addApiKey',
  'previewImport',
  'previewImportFile',
  'runImport',
  'discardImport',
  'setWorkspace',
  'inspectAccount',
  'checkHealth',
  'previewConfig',
  'saveConfig',
  'copyConfig',
  'endAllSignIns',
  'readClientApps',
  'saveClientApp',
  'changeClientApp',
  'checkRegistration',
  'copyText',
  'saveSheet',
] as const;

/** What the small window of the quick copy may run. */
export const quickCommands = [
  'copyToken',
  'startSignIn',
  'unlockApp',
  'showMainWindow',
  'closeQuickCopy',
] as const satisfies readonly CommandName[];

/** The preload alone runs this one, with the path of a file that the user chose or dropped. */
export const fileCommand = 'previewImportFile';

export type CommandName = (typeof commandNames)[number];

export const commandChannel = 'daypass:command';
export const viewChannel = 'daypass:view';
/** Main asks the window to do what a menu item says. */
export const requestChannel = 'daypass:request';

export const windowRequests = [
  'add-instance',
  'open-settings',
  'copy-token',
  'focus-search',
  'quick-copy',
] as const;
/** Something to do, or an account to show. */
export type WindowRequest = (typeof windowRequests)[number] | { readonly accountId: string };
