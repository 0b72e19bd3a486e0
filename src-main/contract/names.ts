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

/** The preload alone runs this one, with the path of a file that the user chose or dropped. */
export const fileCommand = 'previewImportFile';

export type CommandName = (typeof commandNames)[number];

export const commandChannel = 'daypass:command';
export const viewChannel = 'daypass:view';
/** Main asks the window to do what a menu item says. */
export const requestChannel = 'daypass:request';

export const windowRequests = ['add-instance', 'open-settings', 'copy-token', 'focus-search'] as const;
export type WindowRequest = (typeof windowRequests)[number];
