// What can be chosen in the tray.
import type { TokenFormat } from '#domain/token-format';

export type TrayAction =
  /** Renews first where no token lives. */
  | { readonly kind: 'copy-token'; readonly accountId: string; readonly format: TokenFormat }
  | { readonly kind: 'renew'; readonly accountId: string }
  /** Starts the sign-in in the browser; only for accounts that sign in there. */
  | { readonly kind: 'sign-in'; readonly instanceId: string; readonly accountId: string }
  /** Brings the window, at this account. */
  | { readonly kind: 'show-account'; readonly accountId: string }
  | { readonly kind: 'renew-all' }
  | { readonly kind: 'pause'; readonly isPaused: boolean }
  | { readonly kind: 'clear-clipboard' }
  | { readonly kind: 'quick-copy' }
  | { readonly kind: 'lock' }
  | { readonly kind: 'unlock' }
  | { readonly kind: 'open' }
  | { readonly kind: 'quit' };
