// The form that registers or changes a client app. Nothing typed is ever lost: a failure leaves every field as it was.
import type {
  ClientApp,
  ClientAppForm as Typed,
  CommandOutput,
  Failure,
  FieldProblem,
  FieldProblems,
  InstanceView,
} from '../bridge/client';
import type { Commands } from './commands.svelte';

export type ClientAppField = keyof Typed;
type Outcome = CommandOutput<'saveClientApp'>['outcome'];

const fields: readonly string[] = [
  'guid',
  'redirectUris',
  'displayName',
  'description',
  'enabled',
  'groupId',
] satisfies readonly ClientAppField[];

export class ClientAppForm {
  guid = $state('');
  redirectUris = $state('');
  displayName = $state('');
  description = $state('');
  enabled = $state(true);
  groupId = $state('');
  failure = $state.raw<Failure | null>(null);
  isSaving = $state(false);
  #problems = $state.raw<FieldProblems>({});
  readonly #commands: Commands;
  /** Epoch ms before which the server does not want to be asked again. */
  readonly busyUntil: number | null = $derived(
    this.failure?.kind === 'provider-busy' ? this.failure.retryAt : null,
  );
  constructor(commands: Commands, start: Typed) {
    this.#commands = commands;
    this.guid = start.guid;
    this.redirectUris = start.redirectUris;
    this.displayName = start.displayName;
    this.description = start.description;
    this.enabled = start.enabled;
    this.groupId = start.groupId;
  }

  problemOf(field: ClientAppField): FieldProblem | null {
    return this.#problems[field] ?? null;
  }

  /** A field that is typed in again is no longer refused. */
  touch(field: ClientAppField): void {
    this.#problems = Object.fromEntries(Object.entries(this.#problems).filter(([key]) => key !== field));
  }

  mayAskAt(now: number): boolean {
    return this.busyUntil === null || this.busyUntil <= now;
  }

  async save(accountId: string): Promise<Outcome | null> {
    if (this.isSaving) return null;
    this.isSaving = true;
    this.failure = null;
    this.#problems = {};
    const result = await this.#commands.ask('saveClientApp', { accountId, form: this.#toTyped() });
    this.isSaving = false;
    if (result.ok) return result.value.outcome;
    this.#take(result.failure);
    return null;
  }

  /** What was refused at a field is said there; what this form has no field for, above it. */
  #take(failure: Failure): void {
    if (failure.kind !== 'input-invalid' && failure.kind !== 'fields-refused') {
      this.failure = failure;
      return;
    }
    this.#problems = failure.fields;
    const others = Object.entries(failure.fields).filter(([field]) => !fields.includes(field));
    if (others.length > 0) this.failure = { ...failure, fields: Object.fromEntries(others) };
  }

  #toTyped(): Typed {
    const { guid, redirectUris, displayName, description, enabled, groupId } = this;
    return { guid, redirectUris, displayName, description, enabled, groupId: groupId.trim() };
  }
}

export function toEmptyForm(): Typed {
  return { guid: '', redirectUris: '', displayName: '', description: '', enabled: true, groupId: '' };
}

/** What Daypass itself needs registered at this instance. */
export function toDaypassForm({ clientId, redirectUri, handOff }: InstanceView): Typed {
  const registration = handOff?.kind === 'registration' ? handOff : null;
  const body = readBody(registration?.body ?? '');
  return {
    guid: registration?.clientId ?? clientId,
    redirectUris: registration?.redirectUri ?? redirectUri ?? '',
    displayName: body.display_name ?? '',
    description: body.description ?? '',
    enabled: true,
    groupId: '',
  };
}

export function toFormOf(app: ClientApp): Typed {
  const { guid, redirectUris, displayName, description, enabled, groupId } = app;
  return {
    guid,
    redirectUris: redirectUris.join('\n'),
    displayName,
    description,
    enabled,
    groupId: groupId ?? '',
  };
}

type Body = { readonly display_name?: string; readonly description?: string };

/** The registration as main wrote it, so that its name and description are said in one place only. */
function readBody(json: string): Body {
  try {
    return JSON.parse(json) as Body;
  } catch {
    return {};
  }
}
