// What the three kinds of process of a torture run say to each other. Times are milliseconds of `sharedNow`.
import type { Failure } from '#domain/failure';

/** How a server treats refresh tokens: A replaces none, B takes a replaced one for half a minute, C never (RR1, RR2, RR3). */
export type Mode = 'A' | 'B' | 'C';
export const modes: readonly Mode[] = ['A', 'B', 'C'];

export type VaultKind = 'file' | 'keyring';

/** Everything that outlives a killed program. */
export type Profile = {
  readonly catalogFolder: string;
  readonly vaultFolder: string;
  /** Tells entries in the keychain, and the locks, of two lanes apart. */
  readonly service: string;
  readonly accountId: string;
};

export type ToVictim =
  | { readonly ask: 'open'; readonly profile: Profile }
  /** `killAt` is the number of the step at which it kills itself; `isRecording` hands the steps back. */
  | { readonly ask: 'renew'; readonly killAt: number | null; readonly isRecording: boolean };

/** How the account stands, as a person would see it. */
export type Sight = { readonly state: string; readonly failure: Failure | null };

export type FromVictim =
  | { readonly say: 'ready' }
  | ({ readonly say: 'opened'; readonly trouble: Failure | null } & Sight)
  | { readonly say: 'began'; readonly at: number }
  /** The replacement of a refresh token is in the vault and was read back. */
  | { readonly say: 'durable'; readonly at: number; readonly from: string; readonly to: string }
  | { readonly say: 'published'; readonly at: number }
  | ({
      readonly say: 'done';
      readonly ok: boolean;
      /** The access token that was published opens the provider's door. */
      readonly isAlive: boolean;
      readonly steps: readonly string[];
    } & Sight);

export type ToServer =
  | { readonly ask: 'sign-in'; readonly call: number; readonly mode: Mode }
  | { readonly ask: 'look'; readonly call: number; readonly mode: Mode; readonly token: string }
  | {
      readonly ask: 'fault';
      readonly call: number;
      readonly mode: Mode;
      readonly fault: 'none' | 'drops-first-answer';
    };

export type FromServer =
  | { readonly say: 'ready'; readonly origins: Readonly<Record<Mode, string>> }
  | { readonly say: 'commit' | 'reuse'; readonly mode: Mode; readonly token: string; readonly at: number }
  | {
      readonly say: 'answer';
      readonly call: number;
      readonly token: string | null;
      readonly isAlive: boolean;
    };
