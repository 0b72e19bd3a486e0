// The form that adds or changes an instance. Nothing typed is ever lost: a failure leaves every field as it was.
// Hosts other than the typed one are shown first, and only a click made while they are shown accepts them.
import type {
  CommandInput,
  Failure,
  FieldProblem,
  FieldProblems,
  FoundAddress,
  InstanceView,
  NewInstanceView,
} from '../bridge/client';
import type { Commands } from './commands.svelte';

export type FieldName = 'name' | 'address' | 'apiAddress' | 'clientId' | 'redirectPort';

export class InstanceForm {
  name = $state('');
  address = $state('');
  apiAddress = $state('');
  isByHand = $state(false);
  clientId = $state('');
  redirectPort = $state('');
  found = $state.raw<FoundAddress | null>(null);
  failure = $state.raw<Failure | null>(null);
  isChecking = $state(false);
  isSaving = $state(false);
  #problems = $state.raw<FieldProblems>({});
  #checked = '';
  #check: Promise<void> | null = null;
  readonly #commands: Commands;
  readonly redirectUri: string | null = $derived(toRedirectUri(this.redirectPort));
  readonly asksToConfirm = $derived(this.found?.differs === true && !this.isByHand);

  /** Starts with the instance to change, or with what is proposed for a new one. */
  constructor(commands: Commands, start: InstanceView | NewInstanceView) {
    this.#commands = commands;
    this.name = 'name' in start ? start.name : '';
    this.clientId = start.clientId;
    this.redirectPort = start.redirectPort === null ? '' : String(start.redirectPort);
  }

  /** Why a field was refused. Main calls the address by the field it would fill. */
  problemOf(field: FieldName): FieldProblem | null {
    const problems = this.#problems;
    if (field === 'address') return problems['address'] ?? problems['uiAddress'] ?? null;
    return problems[field] ?? null;
  }

  get hasProblems(): boolean {
    return Object.keys(this.#problems).length > 0;
  }

  /** A field that is typed in again is no longer refused. */
  touch(field: FieldName): void {
    const gone = field === 'address' ? ['address', 'uiAddress'] : [field];
    this.#problems = Object.fromEntries(
      Object.entries(this.#problems).filter(([key]) => !gone.includes(key)),
    );
    if (field === 'address' && this.address.trim() !== this.#checked) this.found = null;
  }

  enterByHand(): void {
    this.isByHand = true;
    if (this.apiAddress === '') this.apiAddress = this.found?.apiOrigin ?? this.address;
  }

  leaveByHand(): void {
    this.isByHand = false;
    this.apiAddress = '';
    this.touch('apiAddress');
  }

  /** Asks what is at the address, once per address. */
  async check(): Promise<void> {
    const address = this.address.trim();
    if (address === '' || (address === this.#checked && this.failure === null))
      return this.#check ?? undefined;
    this.#checked = address;
    this.isChecking = true;
    this.#check = this.#ask(address);
    await this.#check;
  }

  /** Asks again, although the address is the same: the server may have come up meanwhile. */
  async recheck(): Promise<void> {
    this.#checked = '';
    await this.check();
  }

  async #ask(address: string): Promise<void> {
    const result = await this.#commands.ask('checkAddress', { provider: 'looker', address });
    if (address !== this.#checked) return;
    this.isChecking = false;
    this.#check = null;
    if (this.address.trim() !== address) return;
    if (result.ok) {
      this.found = result.value;
      this.failure = null;
    } else {
      this.found = null;
      this.#take(result.failure);
    }
  }

  /** Adds the instance and returns its id, or null while there is still something to look at. */
  async add(): Promise<string | null> {
    const isAccepted = this.isByHand || (this.found !== null && !this.isChecking) || this.failure !== null;
    if (!isAccepted) {
      this.isSaving = true;
      await this.check();
      this.isSaving = false;
      // A refused address is judged again with all other fields, so that every problem shows at once.
      if (this.found?.differs === true || (this.#isStuck() && !this.hasProblems)) return null;
    }
    return this.#save(async () => {
      const result = await this.#commands.ask('addInstance', this.#toDraft());
      if (result.ok) return result.value.instanceId;
      this.#take(result.failure);
      return null;
    });
  }

  async change(instanceId: string): Promise<boolean> {
    const { name, clientId, redirectPort } = this;
    const saved = await this.#save(async () => {
      const result = await this.#commands.ask('changeInstance', { instanceId, name, clientId, redirectPort });
      if (!result.ok) this.#take(result.failure);
      return result.ok;
    });
    return saved === true;
  }

  async #save<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.isSaving) return null;
    this.isSaving = true;
    this.#problems = {};
    this.failure = null;
    const done = await work();
    this.isSaving = false;
    return done;
  }

  /** The check just failed: its note has to be read before the address is taken as it is. */
  #isStuck(): boolean {
    return this.failure !== null || (this.problemOf('address') !== null && this.address.trim() !== '');
  }

  #take(failure: Failure): void {
    if (failure.kind === 'input-invalid') this.#problems = failure.fields;
    else this.failure = failure;
  }

  #toDraft(): CommandInput<'addInstance'> {
    const { name, clientId, redirectPort, found } = this;
    const uiAddress = found?.uiOrigin ?? this.address;
    const apiAddress = this.isByHand ? this.apiAddress : (found?.apiOrigin ?? this.address);
    return { provider: 'looker', name, uiAddress, apiAddress, clientId, redirectPort };
  }
}

function toRedirectUri(typed: string): string | null {
  const port = /^\d{1,5}$/.test(typed.trim()) ? Number(typed) : 0;
  return port >= 1 && port <= 65_535 ? `http://127.0.0.1:${port}/callback` : null;
}
