// The quick copy: what is typed, which step it is at, and how the last try ended. In a dialog or a window of its own.
import type { Failure, Result, TokenFormat } from '../bridge/client';
import { formatNames, tokenFormats } from '../text/formats';
import type { AppState } from './app-state.svelte';
import type { Commands } from './commands.svelte';
import { findQuick, toQuickEntries } from './quick-search';
import type { EarlyKey } from './type-ahead';
import { canCopy, isByKey, isSigningIn, type Row } from './rows';

/** What stands around it. */
export type QuickHost = {
  /** `copied`: whose token was copied, if one was. */
  close(copied: Row | null): void;
  /** Leads to this row in the main window. */
  show(row: Row): void;
  /** What the way there is called. */
  readonly showLabel: string;
  /** Milliseconds for which it still says that something was copied. */
  readonly linger: number;
};

export type QuickAct = 'copy' | 'sign-in' | 'open';

type Step = { readonly kind: 'accounts' } | { readonly kind: 'formats'; readonly rowId: string };
/** How a try ended, or that it has not. */
type Progress =
  | { readonly kind: 'working'; readonly rowId: string }
  | { readonly kind: 'copied'; readonly rowId: string; readonly clearsAt: number }
  | {
      readonly kind: 'failed';
      readonly rowId: string;
      readonly failure: Failure;
      readonly act: QuickAct;
      readonly again: () => void;
    };

/** More need not be drawn: who looks for one of hundreds types. */
export const mostShown = 50;

/** What Enter does at this row. */
export function toQuickAct(row: Row): QuickAct {
  if (isSigningIn(row)) return 'open';
  if (row.account === null) return 'sign-in';
  if (canCopy(row.account)) return 'copy';
  return isByKey(row.account) || row.account.state.kind === 'blocked' ? 'open' : 'sign-in';
}

export class QuickCopy {
  search = $state('');
  /** The id of the row under the bar; one that is not there stands for the first. */
  selected = $state('');
  formatSearch = $state('');
  format = $state('');
  step = $state.raw<Step>({ kind: 'accounts' });
  progress = $state.raw<Progress | null>(null);
  readonly #app: AppState;
  readonly #commands: Commands;
  readonly #host: QuickHost;
  /** Rises when it is closed: what comes back after that is for nobody, and what is drawn is drawn anew. */
  opening = $state(0);
  readonly #entries = $derived.by(() => toQuickEntries(this.#app.rows, this.#app.view?.now ?? 0));
  readonly #found = $derived(findQuick(this.#entries, this.search));
  readonly rows = $derived(this.#found.slice(0, mostShown));
  readonly hidden = $derived(this.#found.length - this.rows.length);
  readonly current: Row | null = $derived(
    this.rows.find(({ id }) => id === this.selected) ?? this.rows[0] ?? null,
  );
  /** Whose format is chosen. */
  readonly subject: Row | null = $derived.by(() => {
    const { step } = this;
    return step.kind === 'formats' ? (this.#app.rows.find(({ id }) => id === step.rowId) ?? null) : null;
  });
  readonly formats = $derived(
    tokenFormats
      .map((id) => ({ id, name: formatNames[id] }))
      .filter(({ name }) => name.toLowerCase().includes(this.formatSearch.trim().toLowerCase())),
  );

  constructor(app: AppState, commands: Commands, host: QuickHost) {
    this.#app = app;
    this.#commands = commands;
    this.#host = host;
  }

  get showLabel(): string {
    return this.#host.showLabel;
  }

  /** The same was tried just before, and failed. */
  isRetry(row: Row): boolean {
    const { progress } = this;
    return progress?.kind === 'failed' && progress.rowId === row.id && progress.act === toQuickAct(row);
  }

  /** Enter, or a click: what the row is good for. */
  act(row: Row): void {
    // Enter pressed twice.
    if (this.progress?.kind === 'copied' && this.progress.rowId === row.id) return;
    const act = toQuickAct(row);
    if (this.progress?.kind === 'failed' && this.isRetry(row)) this.progress.again();
    else if (act === 'copy') void this.copy(row, 'token');
    else if (act === 'sign-in') void this.signIn(row);
    else this.open(row);
  }

  /** A key that came before there was a field to take it. */
  press({ key, shiftKey }: EarlyKey): void {
    const isRow = this.subject === null;
    if (key === 'Escape') this.back();
    else if (key !== 'Enter') {
      if (isRow) this.search += key;
      else this.formatSearch += key;
    } else if (!isRow) this.#enterFormat();
    else if (shiftKey) this.chooseFormat(this.current);
    else if (this.current !== null) this.act(this.current);
  }

  #enterFormat(): void {
    const chosen = this.formats.find(({ id }) => id === this.format) ?? this.formats[0];
    if (this.subject !== null && chosen !== undefined) void this.copy(this.subject, chosen.id);
  }

  chooseFormat(row: Row | null): void {
    if (row === null || toQuickAct(row) !== 'copy') return;
    this.formatSearch = '';
    this.format = this.#app.view?.settings.favouriteFormat ?? 'token';
    this.step = { kind: 'formats', rowId: row.id };
  }

  async copy(row: Row, format: TokenFormat): Promise<void> {
    this.step = { kind: 'accounts' };
    const again = () => void this.copy(row, format);
    const result = await this.#try(row, { act: 'copy', again }, () =>
      this.#commands.ask('copyToken', { accountId: row.id, format }),
    );
    if (result?.ok !== true) return;
    this.progress = { kind: 'copied', rowId: row.id, clearsAt: result.value.clearsAt };
    const run = this.opening;
    setTimeout(() => {
      if (run === this.opening) this.close(row);
    }, this.#host.linger);
  }

  async signIn(row: Row): Promise<void> {
    const accountId = row.account?.id ?? null;
    const again = () => void this.signIn(row);
    const result = await this.#try(row, { act: 'sign-in', again }, () =>
      this.#commands.ask('startSignIn', { instanceId: row.instance.id, accountId }),
    );
    if (result?.ok === true) this.open(row);
  }

  open(row: Row): void {
    this.reset();
    this.#host.show(row);
  }

  /** Escape: one step back; from the first there is only the way out. */
  back(): void {
    if (this.step.kind === 'formats') this.step = { kind: 'accounts' };
    else this.close();
  }

  close(copied: Row | null = null): void {
    this.reset();
    this.#host.close(copied);
  }

  /** As it opens. */
  reset(): void {
    this.opening += 1;
    this.search = '';
    this.selected = '';
    this.step = { kind: 'accounts' };
    this.progress = null;
  }

  /** One thing at a time; null when it was not for anybody any more, or something else is under way. */
  async #try<T>(
    row: Row,
    retry: { readonly act: QuickAct; readonly again: () => void },
    ask: () => Promise<Result<T>>,
  ): Promise<Result<T> | null> {
    if (this.progress?.kind === 'working') return null;
    const run = this.opening;
    this.progress = { kind: 'working', rowId: row.id };
    const result = await ask();
    if (run !== this.opening) return null;
    this.progress = result.ok ? null : { kind: 'failed', rowId: row.id, failure: result.failure, ...retry };
    return result;
  }
}
