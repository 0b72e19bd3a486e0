// A main process that fits into a test: holds one view, keeps what it was asked, and does what a command says
// to the view. `when` replaces the answer of a command; `hold` keeps it open until it is let go.
import type {
  AccountView,
  Bridge,
  CommandInput,
  CommandName,
  CommandOutput,
  InstanceView,
  Result,
  View,
  WindowRequest,
} from '#contract/bridge';
import {
  importAnswers,
  nothing,
  type Answer,
  type Answers,
  type GoogleCommand,
  type RenewalCommand,
} from '#support/bridge-answers';
import {
  aClientApp,
  aConfigPreview,
  aFoundAddress,
  aHealth,
  aKeyAccount,
  anInspection,
  anInstance,
  aSignIn,
  minute,
  second,
} from '#support/views';

export type Asked = { readonly name: CommandName; readonly input: unknown };
/** The view without what the fake counts itself. */
type Change = Partial<Omit<View, 'revision'>>;

export class FakeBridge implements Bridge {
  view: View | null;
  readonly asked: Asked[] = [];
  readonly #answers: Answers;
  readonly #held = new Map<CommandName, Promise<void>>();
  readonly #viewListeners = new Set<(view: View) => void>();
  readonly #requestListeners = new Set<(request: WindowRequest) => void>();

  constructor(view: View | null) {
    this.view = view;
    this.#answers = this.#toAnswers();
  }

  async call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Result<CommandOutput<N>>> {
    this.asked.push({ name, input });
    await this.#held.get(name);
    return this.#answers[name](input);
  }

  async previewFile({ name }: File): Promise<Result<CommandOutput<'previewImportFile'>>> {
    return this.call('previewImportFile', { path: `/home/ana/${name}` });
  }

  onView(listener: (view: View) => void): () => void {
    this.#viewListeners.add(listener);
    if (this.view !== null) listener(this.view);
    return () => this.#viewListeners.delete(listener);
  }

  onRequest(listener: (request: WindowRequest) => void): () => void {
    this.#requestListeners.add(listener);
    return () => this.#requestListeners.delete(listener);
  }

  show(view: View): void {
    this.view = { ...view, revision: (this.view?.revision ?? 0) + 1 };
    for (const listener of this.#viewListeners) listener(this.view);
  }

  change(change: Change): void {
    this.show({ ...this.#shown(), ...change });
  }

  changeInstance(id: string, change: Partial<InstanceView>): void {
    const instances = this.#shown().instances;
    this.change({
      instances: instances.map((instance) => (instance.id === id ? { ...instance, ...change } : instance)),
    });
  }

  changeAccount(id: string, change: Partial<AccountView>): void {
    const toChanged = (account: AccountView) => (account.id === id ? { ...account, ...change } : account);
    this.change({
      instances: this.#shown().instances.map((instance) => ({
        ...instance,
        accounts: instance.accounts.map(toChanged),
      })),
    });
  }

  request(request: WindowRequest): void {
    for (const listener of this.#requestListeners) listener(request);
  }

  when<N extends CommandName>(name: N, answer: Answer<N>): void {
    this.#answers[name] = answer as Answers[N];
  }

  /** Keeps the answers of a command back; the returned function lets them go. */
  hold(name: CommandName): () => void {
    let release: () => void = () => undefined;
    this.#held.set(name, new Promise<void>((resolve) => (release = resolve)));
    return () => {
      this.#held.delete(name);
      release();
    };
  }

  inputsOf(name: CommandName): readonly unknown[] {
    return this.asked.filter((asked) => asked.name === name).map(({ input }) => input);
  }

  #shown(): View {
    if (this.view === null) throw new Error('Nothing is shown yet');
    return this.view;
  }

  #forget(accountId: string): Result<Record<string, never>> {
    this.changeAccount(accountId, { state: { kind: 'signed-out' }, storedIn: null });
    return nothing;
  }

  #endSignIn(instanceId: string): Result<Record<string, never>> {
    this.changeInstance(instanceId, { signIn: null });
    return nothing;
  }

  #toAnswers(): Answers {
    return {
      checkAddress: ({ address }) => ({ ok: true, value: aFoundAddress({ entered: `https://${address}` }) }),
      addInstance: (draft) => this.#add(draft),
      changeInstance: ({ instanceId, name, clientId }) => {
        this.changeInstance(instanceId, { name, clientId });
        return nothing;
      },
      removeInstance: ({ instanceId }) => {
        this.change({ instances: this.#shown().instances.filter(({ id }) => id !== instanceId) });
        return nothing;
      },
      startSignIn: ({ instanceId, accountId }) => {
        const signIn = aSignIn({ kind: 'under-way', step: 'receiver' }, { accountId, port: null });
        this.changeInstance(instanceId, { signIn });
        return { ok: true, value: { attemptId: signIn.attemptId } };
      },
      cancelSignIn: ({ instanceId }) => this.#endSignIn(instanceId),
      dismissSignIn: ({ instanceId }) => this.#endSignIn(instanceId),
      copySignInLink: () => nothing,
      copyToken: ({ accountId }) => this.#copy(accountId),
      clearClipboard: () => {
        this.change({ clipboard: null });
        return nothing;
      },
      renewToken: () => nothing,
      signOut: ({ accountId }) => this.#forget(accountId),
      forgetAccount: ({ accountId }) => this.#forget(accountId),
      removeAccount: ({ accountId }) => this.#remove(accountId),
      copyRedirectUri: () => nothing,
      copyRegistration: () => nothing,
      recheckKeychain: () => nothing,
      useMemoryOnly: () => {
        this.change({ vault: { kind: 'memory-only', name: 'memory' } });
        return nothing;
      },
      saveSettings: (settings) => {
        this.change({ settings });
        return nothing;
      },
      addApiKey: (typed) => this.#addKey(typed),
      ...importAnswers,
      ...this.#toGoogleAnswers(),
      ...this.#toRenewalAnswers(),
      setWorkspace: ({ accountId, workspace }) => {
        this.changeAccount(accountId, { workspace: { wanted: workspace, actual: workspace } });
        return nothing;
      },
      inspectAccount: () => ({ ok: true, value: anInspection() }),
      endAllSignIns: () => nothing,
      readClientApps: () => ({ ok: true, value: { apps: [aClientApp()], groups: [] } }),
      saveClientApp: () => ({ ok: true, value: { outcome: 'registered' } }),
      changeClientApp: () => nothing,
      checkRegistration: () => ({
        ok: true,
        value: { verdict: 'registered', by: 'api', registeredUris: ['http://127.0.0.1:48517/callback'] },
      }),
      copyText: () => nothing,
      saveSheet: () => ({ ok: true, value: { isSaved: true } }),
    };
  }

  #toRenewalAnswers(): Pick<Answers, RenewalCommand> {
    const change = (part: Change) => {
      this.change(part);
      return nothing;
    };
    return {
      setKeepFresh: ({ accountId, keepFresh }) => {
        this.changeAccount(accountId, { keepFresh, isKeptFresh: keepFresh !== 'never' });
        return nothing;
      },
      setPinned: ({ accountId, isPinned }) => {
        this.changeAccount(accountId, { isPinned });
        return nothing;
      },
      pauseRenewals: ({ isPaused }) => change({ renewals: { ...this.#shown().renewals, isPaused } }),
      renewAll: () => nothing,
      lockApp: () => change({ isLocked: true, clipboard: null }),
      unlockApp: () => change({ isLocked: false }),
      putNoteAway: ({ note }) =>
        change(
          note === 'clock'
            ? { clock: { kind: 'fine' } }
            : note === 'shortcut'
              ? { shortcutTrouble: null }
              : { tellsNoTray: false },
        ),
      showMainWindow: () => nothing,
      closeQuickCopy: () => nothing,
    };
  }

  #toGoogleAnswers(): Pick<Answers, GoogleCommand> {
    const added = { ok: true, value: { instanceId: 'google' } } as const;
    return {
      addGoogleInstance: () => added,
      addImportedGoogleInstance: () => added,
      changeGoogleInstance: ({ instanceId, name }) => {
        this.changeInstance(instanceId, { name });
        return nothing;
      },
      checkHealth: () => ({ ok: true, value: aHealth() }),
      previewConfig: (wish) => ({ ok: true, value: aConfigPreview(wish) }),
      saveConfig: () => ({ ok: true, value: { savedAs: '/home/ana/google-ads.yaml' } }),
      copyConfig: ({ accountId }) => this.#copy(accountId, 'config'),
    };
  }

  #addKey({ instanceId, keyId }: CommandInput<'addApiKey'>): Result<CommandOutput<'addApiKey'>> {
    const accountId = `key-${keyId}`;
    const added = aKeyAccount({ id: accountId, instanceId, signsInWith: { kind: 'api-key', keyId } });
    this.change({
      instances: this.#shown().instances.map((instance) =>
        instance.id === instanceId
          ? {
              ...instance,
              accounts: [...instance.accounts.filter(({ id }) => id !== accountId), added],
            }
          : instance,
      ),
    });
    return { ok: true, value: { accountId } };
  }

  #add(draft: CommandInput<'addInstance'>): Result<CommandOutput<'addInstance'>> {
    const id = `instance-${this.#shown().instances.length + 1}`;
    const added = anInstance({
      id,
      name: draft.name,
      uiOrigin: draft.uiAddress,
      apiOrigin: draft.apiAddress,
    });
    this.change({ instances: [...this.#shown().instances, added] });
    return { ok: true, value: { instanceId: id } };
  }

  #copy(accountId: string, what: 'token' | 'config' = 'token'): Result<CommandOutput<'copyToken'>> {
    const { now, settings } = this.#shown();
    const clearsAt = now + settings.clearClipboardAfterSeconds * second;
    this.change({ clipboard: { accountId, what, copiedAt: now, clearsAt } });
    return { ok: true, value: { clearsAt, expiresAt: now + 42 * minute } };
  }

  #remove(accountId: string): Result<Record<string, never>> {
    this.change({
      instances: this.#shown().instances.map((instance) => ({
        ...instance,
        accounts: instance.accounts.filter(({ id }) => id !== accountId),
      })),
    });
    return nothing;
  }
}
