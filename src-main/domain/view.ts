// What windows and tray may see: names, times and states. There is no field a token could travel in.
import type { Activity, Identity, KeepFresh, NextTry, SignsInWith } from './account';
import type { Failure } from './failure';
import type { ConfigFormat } from './config-files/format';
import type { GoogleClient } from './google/client';
import type { PurposeKind } from './google/purpose';
import type { ProviderId } from './instance';
import type { HandOff } from './provider';
import type { Settings } from './settings';
import type { SignInProgress } from './sign-in-attempt';
import type { SignOutReport } from './sign-out-report';
import type { Workspace } from './workspace';

export type AccountStateView =
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'resting' }
  | {
      readonly kind: 'active';
      readonly issuedAt: number;
      readonly expiresAt: number;
      readonly trouble: Failure | null;
    }
  | { readonly kind: 'renewing'; readonly issuedAt: number | null; readonly expiresAt: number | null }
  | { readonly kind: 'waiting'; readonly failure: Failure; readonly retryAt: number | null }
  | { readonly kind: 'needs-sign-in'; readonly failure: Failure }
  | { readonly kind: 'blocked'; readonly failure: Failure }
  | { readonly kind: 'locked'; readonly failure: Failure };

export type AccountView = {
  readonly id: string;
  readonly instanceId: string;
  readonly identity: Identity;
  readonly signsInWith: SignsInWith;
  readonly state: AccountStateView;
  /** Null where the provider has no workspaces. `actual` is that of the live token, null while there is none. */
  readonly workspace: { readonly wanted: Workspace; readonly actual: Workspace | null } | null;
  /** True only if it was seen; null while the roles could not be read. */
  readonly isAdmin: boolean | null;
  /** A sign-out that waits for the provider to be reachable. */
  readonly queuedSignOut: {
    readonly since: number;
    readonly thenRemove: boolean;
    readonly next: NextTry;
  } | null;
  /** What was granted, space separated; null while nothing said so. */
  readonly scope: string | null;
  /** Asked for and not granted. */
  readonly missingScopes: readonly string[];
  readonly storedIn: 'keychain' | 'memory' | null;
  readonly signedInAt: number;
  /** Epoch ms when the provider ends the sign-in at the latest; null if no end is known. */
  readonly signInEndsAt: number | null;
  /** Epoch ms when it ends unless it is used before; null if the provider has no such rule. */
  readonly unusedEndsAt: number | null;
  readonly lastUsedAt: number | null;
  /** Epoch ms of the last time somebody took a token. */
  readonly lastHandOutAt: number | null;
  readonly keepFresh: KeepFresh;
  /** Its tokens are renewed ahead of their end now; false while it is switched off or has not been used for days. */
  readonly isKeptFresh: boolean;
  /** Epoch ms of the next renewal by itself; null when none is planned. */
  readonly renewsAt: number | null;
  /** Epoch ms by which to sign in again, once that is near enough to be said. */
  readonly signInAgainBy: number | null;
  readonly isPinned: boolean;
  /** Ids of other accounts here that a revocation of this one ends as well. */
  readonly alsoRevoked: readonly string[];
  readonly activity: readonly Activity[];
  /** The outcome of the last sign-out of this run, until the next sign-in. */
  readonly signOut: SignOutReport | null;
};

export type SignInView = {
  readonly attemptId: string;
  readonly accountId: string | null;
  readonly startedAt: number;
  /** When the receiver gives up, epoch ms. */
  readonly endsAt: number;
  readonly port: number | null;
  /** False: the browser could not be opened, copying the link is the way on. */
  readonly browserOpened: boolean | null;
  readonly progress: SignInProgress;
};

export type GoogleView = Omit<GoogleClient, 'purpose' | 'secretIn'> & {
  readonly purpose: PurposeKind;
  readonly scopes: readonly string[];
  /** False: it has to be given again. */
  readonly hasSecret: boolean;
};

export type InstanceView = {
  readonly id: string;
  readonly provider: ProviderId;
  readonly providerLabel: string;
  readonly name: string;
  /** Origins, e.g. `https://acme.cloud.looker.com`. */
  readonly uiOrigin: string;
  readonly apiOrigin: string;
  readonly clientId: string;
  /** `http://127.0.0.1:PORT/callback`; null where any port will do. */
  readonly redirectUri: string | null;
  readonly redirectPort: number | null;
  /** The scope a sign-in asks for. */
  readonly requestedScope: string;
  /** The provider's release, e.g. `26.12.3`; null while it is not known. */
  readonly release: string | null;
  /** API keys can be added here. */
  readonly takesKeys: boolean;
  /** Client apps can be managed here by somebody with the right to. */
  readonly managesClients: boolean;
  /** What only Google's have; null elsewhere. */
  readonly google: GoogleView | null;
  /** Configuration files that can be made for its accounts. */
  readonly configFormats: readonly ConfigFormat[];
  /** A token can be put to the test here. */
  readonly checksHealth: boolean;
  /** Signing out here ends what a person granted to a whole project; forgetting here is an action of its own. */
  readonly signsOutWidely: boolean;
  /** For the sheet that is handed to an admin; null where nothing has to be registered. */
  readonly handOff: HandOff | null;
  readonly signIn: SignInView | null;
  readonly accounts: readonly AccountView[];
};

export type VaultView =
  /** Not used yet in this run. */
  | { readonly kind: 'unchecked'; readonly name: string }
  /** Asked and not answered yet: the desktop may be showing its unlock dialog. */
  | { readonly kind: 'asking'; readonly name: string }
  | { readonly kind: 'keychain'; readonly name: string }
  /** The user chose to go on without a keychain: everything ends with the app. */
  | { readonly kind: 'memory-only'; readonly name: string }
  | { readonly kind: 'trouble'; readonly name: string; readonly failure: Failure };

export type ClipboardView = {
  readonly accountId: string;
  /** An access token, or a configuration with a refresh token in it. */
  readonly what: 'token' | 'config';
  readonly copiedAt: number;
  readonly clearsAt: number;
};

/** What the form for a new Looker instance starts with. */
export type NewInstanceView = {
  readonly clientId: string;
  /** A port that no other instance uses, so that two sign-ins never share a receiver. */
  readonly redirectPort: number | null;
};

/** What is known about this computer's clock. Milliseconds: positive when it was, or is, ahead. */
export type ClockView =
  | { readonly kind: 'fine' }
  /** It was set, to another time by so much. */
  | { readonly kind: 'jumped'; readonly by: number; readonly at: number }
  /** A server says another time. */
  | { readonly kind: 'differs'; readonly by: number; readonly host: string };

export type RenewalsView = {
  /** By a person, until the app ends or is told otherwise. */
  readonly isPaused: boolean;
  /** The system says that there is no network, and something waits for it. */
  readonly isOffline: boolean;
};

export type View = {
  /** Rises with every change. */
  readonly revision: number;
  /** Main's clock when this was made, epoch ms. */
  readonly now: number;
  readonly instances: readonly InstanceView[];
  readonly vault: VaultView;
  /** A token of ours is on the clipboard and will be taken off. */
  readonly clipboard: ClipboardView | null;
  readonly settings: Settings;
  readonly renewals: RenewalsView;
  readonly clock: ClockView;
  /** Tokens are put away until somebody unlocks the app. */
  readonly isLocked: boolean;
  /** The shortcut of the quick copy was not to be had at the start. */
  readonly shortcutTrouble: Failure | null;
  /** This desktop shows no tray, and nobody was told yet. */
  readonly tellsNoTray: boolean;
  readonly newInstance: NewInstanceView;
  /** What each purpose asks for, for the form; `custom` is the person's to say. */
  readonly purposes: readonly { readonly kind: PurposeKind; readonly scopes: readonly string[] }[];
  /** What went wrong with the catalog at start or at the last save, if anything. */
  readonly catalogTrouble: Failure | null;
  readonly desktop: {
    readonly os: 'linux' | 'mac' | 'windows';
    /** Whether closing the window can leave the app in a tray; null before the desktop was asked. */
    readonly tray: boolean | null;
  };
};
