// What each command of the fake bridge is answered with: the shapes, and the answers that need no view.
import type { CommandInput, CommandName, CommandOutput, Result } from '#contract/bridge';
import { anImportPreview } from '#support/views';

export type Answer<N extends CommandName> = (input: CommandInput<N>) => Result<CommandOutput<N>>;
export type Answers = { [N in CommandName]: Answer<N> };
export type GoogleCommand =
  | 'addGoogleInstance'
  | 'addImportedGoogleInstance'
  | 'changeGoogleInstance'
  | 'checkHealth'
  | 'previewConfig'
  | 'saveConfig'
  | 'copyConfig';
export type RenewalCommand =
  | 'setKeepFresh'
  | 'setPinned'
  | 'pauseRenewals'
  | 'renewAll'
  | 'lockApp'
  | 'unlockApp'
  | 'putNoteAway'
  | 'showMainWindow'
  | 'closeQuickCopy';

export const nothing = { ok: true, value: {} } as const;

export const importAnswers: Pick<
  Answers,
  'previewImport' | 'previewImportFile' | 'runImport' | 'discardImport'
> = {
  previewImport: () => ({ ok: true, value: anImportPreview(undefined, { from: 'clipboard' }) }),
  previewImportFile: () => ({ ok: true, value: anImportPreview() }),
  runImport: ({ chosen }) => ({
    ok: true,
    value: {
      outcomes: chosen.map((index) => ({ index, accountId: `imported-${index}`, failure: null })),
    },
  }),
  discardImport: () => nothing,
};
