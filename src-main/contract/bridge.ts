// The types the renderer may use: what the preload exposes as `window.daypass`, and everything it carries.
import type { Result } from '../domain/result';
import type { View } from '../domain/view';
import type { CommandInput, CommandOutput } from './commands';
import type { CommandName, WindowRequest } from './names';

export type Bridge = {
  /** Runs a command in main. Never rejects for an expected failure: those come as a Result. */
  call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Result<CommandOutput<N>>>;
  /** Reads a file that the user chose or dropped: only its path goes to main. It comes back as a reminder at most. */
  previewFile(file: File): Promise<Result<CommandOutput<'previewImportFile'>>>;
  /** Hears the latest view at once if there is one, then every change. Returns the way to stop. */
  onView(listener: (view: View) => void): () => void;
  /** Hears what a menu item or the tray asks the window to do. Returns the way to stop. */
  onRequest(listener: (request: WindowRequest) => void): () => void;
};

export type {
  ClientPreview,
  CommandInput,
  CommandOutput,
  FoundAddress,
  ImportEntry,
  ImportOutcome,
  ImportPreview,
  KeysPreview,
  RegistrationCheck,
} from './commands';
export type { CommandName, WindowRequest } from './names';
export type { Result } from '../domain/result';
export type { Failure, FailureKind, FieldProblem, FieldProblems } from '../domain/failure';
export type { Activity, Identity, KeepFresh, SignsInWith } from '../domain/account';
export type { ClientApp, ClientAppAct, ClientAppForm } from '../domain/client-app';
export type { Inspection, Named } from '../domain/inspection';
export type { ConfigProblem } from '../domain/looker-config';
export type { ConfigFormat } from '../domain/config-files/format';
export type { Audience } from '../domain/google/client';
export type { CheckReason, Health, PurposeCheck } from '../domain/google/health';
export type { PurposeKind } from '../domain/google/purpose';
export type { HandOff } from '../domain/provider';
export type { Workspace } from '../domain/workspace';
export type { ProviderId } from '../domain/instance';
export type { Settings, Theme } from '../domain/settings';
export type { TokenFormat } from '../domain/token-format';
export type { SignInProgress, SignInStep } from '../domain/sign-in-attempt';
export type { SignOutLine, SignOutReport } from '../domain/sign-out-report';
export type {
  AccountStateView,
  AccountView,
  ClipboardView,
  ClockView,
  GoogleView,
  InstanceView,
  NewInstanceView,
  SignInView,
  VaultView,
  View,
} from '../domain/view';
