// The only file that touches `window.daypass`. Everything else is handed a Bridge, so that tests can hand in a fake.
import type { Bridge } from '#contract/bridge';

export type {
  AccountStateView,
  AccountView,
  Activity,
  Bridge,
  ClipboardView,
  CommandInput,
  CommandName,
  CommandOutput,
  Failure,
  FailureKind,
  FieldProblem,
  FieldProblems,
  FoundAddress,
  InstanceView,
  NewInstanceView,
  Result,
  Settings,
  SignInProgress,
  SignInStep,
  SignInView,
  SignOutLine,
  SignOutReport,
  Theme,
  VaultView,
  View,
  WindowRequest,
} from '#contract/bridge';

export function findBridge(): Bridge {
  const bridge = (window as Window & { readonly daypass?: Bridge }).daypass;
  if (bridge === undefined) throw new Error('The preload script did not run: window.daypass is missing');
  return bridge;
}
