// Judges what was typed into the instance form. Every problem is found at once and named by its field.
import { parseAddress } from './address';
import { hasInstanceNamed, type Catalog } from './catalog';
import type { Failure, FieldProblem } from './failure';
import type { Instance, InstanceDraft } from './instance';
import { fail, ok, type Result } from './result';

const longestName = 80;
const longestClientId = 256;

/** What can be changed without making it another place: never a host. */
export type InstanceChange = Pick<InstanceDraft, 'name' | 'clientId' | 'redirectPort'>;
type Judged<T> = Result<T, FieldProblem>;
type Invalid = Extract<Failure, { kind: 'input-invalid' }>;

export function judgeDraft(
  draft: InstanceDraft,
  catalog: Catalog,
): Result<Omit<Instance, 'id' | 'addedAt' | 'release'>, Invalid> {
  const ui = parseAddress(draft.uiAddress);
  const api = draft.apiAddress.trim() === '' ? ui : parseAddress(draft.apiAddress);
  const rest = judgeChange(draft, catalog, null);
  if (ui.ok && api.ok && rest.ok) {
    return ok({
      provider: draft.provider,
      uiOrigin: ui.value,
      apiOrigin: api.value,
      google: null,
      ...rest.value,
    });
  }
  return fail({
    kind: 'input-invalid',
    fields: {
      ...(rest.ok ? {} : rest.failure.fields),
      ...problemOf('uiAddress', ui),
      ...(draft.apiAddress.trim() === '' ? {} : problemOf('apiAddress', api)),
    },
  });
}

export function judgeChange(
  change: InstanceChange,
  catalog: Catalog,
  instanceId: string | null,
): Result<Pick<Instance, 'name' | 'clientId' | 'redirectPort'>, Invalid> {
  const name = judgeName(change.name, catalog, instanceId);
  const clientId = judgeClientId(change.clientId);
  const redirectPort = parsePort(change.redirectPort);
  if (name.ok && clientId.ok && redirectPort.ok) {
    return ok({ name: name.value, clientId: clientId.value, redirectPort: redirectPort.value });
  }
  return fail({
    kind: 'input-invalid',
    fields: {
      ...problemOf('name', name),
      ...problemOf('clientId', clientId),
      ...problemOf('redirectPort', redirectPort),
    },
  });
}

/** A port an ordinary user may listen on. */
export function parsePort(typed: string): Judged<number> {
  const text = typed.trim();
  if (text === '') return fail({ kind: 'empty' });
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1024 && port <= 65_535 ? ok(port) : fail({ kind: 'port-out-of-range' });
}

export function judgeName(typed: string, catalog: Catalog, instanceId: string | null): Judged<string> {
  const name = typed.trim();
  if (name === '') return fail({ kind: 'empty' });
  if (name.length > longestName) return fail({ kind: 'too-long', limit: longestName });
  return hasInstanceNamed(catalog, name, instanceId) ? fail({ kind: 'duplicate-name', name }) : ok(name);
}

export function judgeClientId(typed: string): Judged<string> {
  const clientId = typed.trim();
  if (clientId === '') return fail({ kind: 'empty' });
  if (clientId.length > longestClientId) return fail({ kind: 'too-long', limit: longestClientId });
  return /\s/.test(clientId) ? fail({ kind: 'has-spaces' }) : ok(clientId);
}

function problemOf(field: string, judged: Judged<unknown>): Record<string, FieldProblem> {
  return judged.ok ? {} : { [field]: judged.failure };
}
