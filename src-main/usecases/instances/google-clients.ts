// Instances at Google: each is an OAuth client with one purpose. The client secret goes from the file, or the form, to the
// vault and nowhere else.
import { withInstance, type Catalog } from '#domain/catalog';
import type { FieldProblem } from '#domain/failure';
import { defaultAdsApiVersion } from '#domain/google/client';
import {
  judgeChoices,
  judgeGoogleChange,
  judgeTypedClient,
  type GoogleChange,
  type GoogleChoices,
  type TypedClient,
} from '#domain/google/client-draft';
import type { ClientFile } from '#domain/google/client-file';
import type { PurposeKind } from '#domain/google/purpose';
import type { Instance } from '#domain/instance';
import type { Providers } from '#domain/provider';
import { parseRedirectUri } from '#domain/redirect-uri';
import { fail, ok, type Result } from '#domain/result';
import type { Clock, Ids } from '../ports';
import { changeAccount, findInstance, type AppState, type Store } from '../store';
import { clientOf, newClient, type Turns } from '../turns';
import type { ClientSecrets } from '../tokens/client-secrets';
import type { ImportSource } from './import-keys';
import type { Waiting } from './waiting';

/** A client file as it was read, without its secret. */
export type ClientPreview = {
  readonly kind: 'google-client';
  readonly importId: string;
  readonly from: ImportSource;
  /** Where the file lies: it still holds the secret. */
  readonly path: string | null;
  readonly clientType: ClientFile['clientType'];
  readonly clientId: string;
  readonly projectId: string | null;
  /** A web client's, each with what keeps it from being used here. */
  readonly redirectUris: readonly { readonly uri: string; readonly problem: FieldProblem | null }[];
  /** Instances that the same client has already. */
  readonly known: readonly {
    readonly instanceId: string;
    readonly name: string;
    readonly purpose: PurposeKind;
  }[];
};

export type WaitingClient = { readonly kind: 'google-client'; readonly file: ClientFile };

export type GoogleClients = {
  readonly preview: (from: ImportSource, path: string | null, file: ClientFile) => Result<ClientPreview>;
  /** From a preview; `import-over` when it is gone. */
  readonly addImported: (importId: string, choices: GoogleChoices) => Promise<Added>;
  readonly addTyped: (client: TypedClient, choices: GoogleChoices) => Promise<Added>;
  readonly change: (instanceId: string, change: GoogleChange) => Promise<Result<void>>;
};

type Added = Result<{ readonly instanceId: string }>;

export type GoogleClientPorts = {
  readonly providers: Providers;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly clientSecrets: ClientSecrets;
  readonly turns: Turns;
  readonly waiting: Waiting<WaitingClient>;
};

export function createGoogleClients(ports: GoogleClientPorts): GoogleClients {
  const { store, waiting } = ports;
  return {
    preview(from, path, file) {
      const importId = waiting.put({ kind: 'google-client', file });
      return ok({ ...toPreview(store.get().catalog, file), importId, from, path });
    },
    async addImported(importId, choices) {
      const found = waiting.get(importId);
      if (found === null) return fail({ kind: 'import-over' });
      const added = await add(ports, found.file, choices);
      if (added.ok) waiting.discard(importId);
      return added;
    },
    async addTyped(typed, choices) {
      const client = judgeTypedClient(typed);
      const judged = judgeChoices(choices, typed.clientType, store.get().catalog);
      if (client.ok) return add(ports, client.value, choices);
      const others = judged.ok ? {} : judged.failure.fields;
      return fail({ kind: 'input-invalid', fields: { ...others, ...client.failure.fields } });
    },
    // Not while it is being removed: the secret would belong to nobody.
    change: (instanceId, change) =>
      ports.turns.take(clientOf(instanceId), () => changeClient(ports, instanceId, change)),
  };
}

function toPreview(
  { instances }: Catalog,
  { clientType, clientId, projectId, redirectUris }: ClientFile,
): Omit<ClientPreview, 'importId' | 'from' | 'path'> {
  return {
    kind: 'google-client',
    clientType,
    clientId,
    projectId,
    redirectUris: redirectUris.map((uri) => {
      const parsed = parseRedirectUri(uri);
      return { uri, problem: parsed.ok ? null : parsed.failure };
    }),
    known: instances.flatMap(({ id, name, clientId: other, google }) =>
      google === null || other !== clientId ? [] : [{ instanceId: id, name, purpose: google.purpose.kind }],
    ),
  };
}

/** One after the other: pressed twice, the second finds the name taken. */
function add(ports: GoogleClientPorts, file: ClientFile, choices: GoogleChoices): Promise<Added> {
  return ports.turns.take(newClient, () => addInTurn(ports, file, choices));
}

/** The instance is on the list only once its secret is kept. */
async function addInTurn(ports: GoogleClientPorts, file: ClientFile, choices: GoogleChoices): Promise<Added> {
  const { providers, store, clock, ids, clientSecrets } = ports;
  const judged = judgeChoices(choices, file.clientType, store.get().catalog);
  if (!judged.ok) return judged;
  const { issuer, token } = providers.google.endpoints({ uiOrigin: '', apiOrigin: '' });
  const { name, ...chosen } = judged.value;
  const { clientType, clientId, projectId, clientSecret } = file;
  const instance: Instance & { readonly google: object } = {
    id: ids.next(),
    provider: 'google',
    name,
    uiOrigin: new URL(issuer).origin,
    apiOrigin: new URL(token).origin,
    clientId,
    redirectPort: null,
    release: null,
    google: { clientType, projectId, adsApiVersion: defaultAdsApiVersion, secretIn: null, ...chosen },
    addedAt: clock.now(),
  };
  const secretIn = await clientSecrets.keep(instance, clientSecret);
  if (!secretIn.ok) return secretIn;
  const kept = { ...instance, google: { ...instance.google, secretIn: secretIn.value } };
  // The keychain may have taken its time, and the name may be somebody else's by now.
  const still = judgeChoices(choices, file.clientType, store.get().catalog);
  if (!still.ok) {
    await clientSecrets.forget(kept);
    return still;
  }
  store.update((state) => ({ ...state, catalog: withInstance(state.catalog, kept) }));
  return ok({ instanceId: instance.id });
}

async function changeClient(
  { store, clientSecrets }: GoogleClientPorts,
  instanceId: string,
  change: GoogleChange,
): Promise<Result<void>> {
  const found = findInstance(store.get(), instanceId);
  if (!found.ok) return found;
  const { google } = found.value;
  if (google === null) return fail({ kind: 'request-malformed' });
  const judged = judgeGoogleChange(change, { ...found.value, google }, store.get().catalog);
  if (!judged.ok) return judged;
  const { name, newSecret, ...chosen } = judged.value;
  const secretIn =
    newSecret === null ? ok(google.secretIn) : await clientSecrets.keep(found.value, newSecret);
  if (!secretIn.ok) return secretIn;
  store.update((state) => {
    const now = findInstance(state, instanceId);
    if (!now.ok || now.value.google === null) return state;
    const changed = {
      ...now.value,
      name,
      google: { ...now.value.google, ...chosen, secretIn: secretIn.value },
    };
    return unblocked({ ...state, catalog: withInstance(state.catalog, changed) }, instanceId);
  });
  return ok(undefined);
}

/** With what was changed, the next try may go well. */
function unblocked(state: AppState, instanceId: string): AppState {
  return state.catalog.accounts
    .filter((account) => account.instanceId === instanceId)
    .reduce((now, { id }) => changeAccount(now, id, { kind: 'client-changed' }, (known) => known), state);
}
