// The only file that touches `window.daypass`. Everything else is handed a Bridge, so that tests can hand in a fake.
import type { Bridge } from '#contract/bridge';

export type {
  AccountStateView,
  AccountView,
  Activity,
  Bridge,
  ClientApp,
  ClientAppAct,
  ClientAppForm,
  ClipboardView,
  CommandInput,
  CommandName,
  CommandOutput,
  ConfigProblem,
  Failure,
  FailureKind,
  FieldProblem,
  FieldProblems,
  FoundAddress,
  HandOff,
  Identity,
  ImportEntry,
  ImportOutcome,
  ImportPreview,
  Inspection,
  InstanceView,
  Named,
  NewInstanceView,
  ProviderId,
  RegistrationCheck,
  Result,
  Settings,
  SignInProgress,
  SignInStep,
  SignInView,
  SignOutLine,
  SignOutReport,
  SignsInWith,
  Theme,
  VaultView,
  View,
  WindowRequest,
  Workspace,
} from '#contract/bridge';

export function findBridge(): Bridge {
  const bridge = (window as Window & { readonly daypass?: Bridge }).daypass;
  if (bridge === undefined) throw new Error('The preload script did not run: window.daypass is missing');
  return bridge;
}
