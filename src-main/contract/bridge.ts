// The types the renderer may use: what the preload exposes as `window.daypass`, and everything it carries.
import type { Result } from '../domain/result';
import type { View } from '../domain/view';
import type { CommandInput, CommandOutput } from './commands';
import type { CommandName, WindowRequest } from './names';

export type Bridge = {
  /** Runs a command in main. Never rejects for an expected failure: those come as a Result. */
  call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Result<CommandOutput<N>>>;
  /** Hears the latest view at once if there is one, then every change. Returns the way to stop. */
  onView(listener: (view: View) => void): () => void;
  /** Hears what a menu item or the tray asks the window to do. Returns the way to stop. */
  onRequest(listener: (request: WindowRequest) => void): () => void;
};

export type { CommandInput, CommandOutput, FoundAddress } from './commands';
export type { CommandName, WindowRequest } from './names';
export type { Result } from '../domain/result';
export type { Failure, FailureKind, FieldProblem, FieldProblems } from '../domain/failure';
export type { Activity, Identity } from '../domain/account';
export type { ProviderId } from '../domain/instance';
export type { Settings, Theme } from '../domain/settings';
export type { SignInProgress, SignInStep } from '../domain/sign-in-attempt';
export type { SignOutLine, SignOutReport } from '../domain/sign-out-report';
export type {
  AccountStateView,
  AccountView,
  ClipboardView,
  InstanceView,
  NewInstanceView,
  SignInView,
  VaultView,
  View,
} from '../domain/view';
