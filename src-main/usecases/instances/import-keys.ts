// Takes over API keys that lie in a looker.ini or in LOOKERSDK_ settings: first a preview without a secret, then, for the
// chosen entries, an instance each (or one that is there) with an account. The secrets wait here, not in the window.
import type { ApiKey } from '#domain/api-key';
import type { Failure } from '#domain/failure';
import {
  parseLookerConfig,
  type ConfigEntry,
  type ConfigProblem,
  type LookerConfig,
} from '#domain/looker-config';
import { fail, ok, type Result } from '#domain/result';
import type { ApiKeys } from '../sign-in/api-keys';
import type { CheckAddress, FoundAddress } from './check-address';
import type { Place, Places } from './import-places';
import type { Waiting } from './waiting';
import type { Store } from '../store';

/** More than anybody reads; a file that is something else altogether has one per line. */
const mostProblems = 50;
/** Each is asked a few questions before anything is shown. */
const mostHosts = 20;

/** Where an imported text came from. */
export type ImportSource = 'file' | 'clipboard';

export type KeysPreview = {
  readonly kind: 'keys';
  readonly importId: string;
  readonly from: ImportSource;
  readonly format: LookerConfig['format'];
  readonly entries: readonly PreviewedEntry[];
  readonly problems: readonly ConfigProblem[];
};

export type PreviewedEntry = {
  readonly index: number;
  readonly section: string;
  readonly line: number;
  readonly apiOrigin: string | null;
  readonly found: FoundAddress | null;
  readonly keyId: string | null;
  readonly instance: { readonly instanceId: string | null; readonly name: string };
  readonly isKnown: boolean;
  readonly problems: readonly ConfigProblem[];
  readonly ignored: readonly { readonly line: number; readonly key: string }[];
  readonly turnsOffTls: boolean;
};

export type ImportOutcome = {
  readonly index: number;
  readonly accountId: string | null;
  readonly failure: Failure | null;
};

export type ImportKeys = {
  readonly preview: (from: ImportSource, text: string) => Promise<Result<KeysPreview>>;
  /** One after the other. What failed can be tried again; nothing of it was kept. `import-over` without a preview. */
  readonly run: (
    importId: string,
    chosen: readonly number[],
  ) => Promise<Result<{ readonly outcomes: readonly ImportOutcome[] }>>;
};

export type ImportPorts = {
  readonly store: Store;
  readonly checkAddress: CheckAddress;
  readonly apiKeys: ApiKeys;
  /** Adds the instance of an entry, or finds the one that is there. */
  readonly places: Places;
  readonly waiting: Waiting<WaitingKeys>;
};

/** What is kept of a preview, with the secrets. */
export type WaitingKeys = {
  readonly kind: 'keys';
  readonly entries: readonly ConfigEntry[];
  readonly places: readonly Place[];
};

export function createImportKeys(ports: ImportPorts): ImportKeys {
  return {
    async preview(from, text) {
      const config = parseLookerConfig(text);
      if (!config.ok) return fail({ kind: 'import-unreadable', from, why: config.failure.kind });
      const { entries } = config.value;
      const places = ports.places.find(entries, await lookAround(ports, config.value));
      const importId = ports.waiting.put({ kind: 'keys', entries, places });
      return ok({ ...toPreview(ports, config.value, places), importId, from });
    },
    async run(importId, chosen) {
      const waiting = ports.waiting.get(importId);
      if (waiting === null) return fail({ kind: 'import-over' });
      const { entries, places } = waiting;
      const outcomes: ImportOutcome[] = [];
      for (const index of new Set(chosen)) {
        outcomes.push(await take(ports, index, entries[index], places[index]));
      }
      return ok({ outcomes });
    },
  };
}

function toPreview(
  ports: ImportPorts,
  { format, entries, problems }: LookerConfig,
  places: readonly Place[],
): Omit<KeysPreview, 'from' | 'importId'> {
  return {
    kind: 'keys',
    format,
    entries: entries.map((entry, index) => toPreviewed(ports, entry, index, places[index])),
    problems: problems.slice(0, mostProblems),
  };
}

/** What each host says about itself, asked without anything of the file. */
async function lookAround(
  { checkAddress }: ImportPorts,
  { entries }: LookerConfig,
): Promise<ReadonlyMap<string, FoundAddress>> {
  const origins = [...new Set(entries.flatMap(({ apiOrigin }) => apiOrigin ?? []))].slice(0, mostHosts);
  const found = await Promise.all(
    origins.map(async (origin) => [origin, await checkAddress('looker', origin)] as const),
  );
  return new Map(found.flatMap(([origin, one]) => (one.ok ? [[origin, one.value] as const] : [])));
}

function toPreviewed(
  { store }: ImportPorts,
  entry: ConfigEntry,
  index: number,
  place: Place | undefined,
): PreviewedEntry {
  const { section, line, apiOrigin, clientId: keyId, problems, ignored, turnsOffTls } = entry;
  const instanceId = place?.instanceId ?? null;
  const isKnown = store
    .get()
    .catalog.accounts.some(
      ({ instanceId: at, signsInWith }) =>
        at === instanceId && signsInWith.kind === 'api-key' && signsInWith.keyId === keyId,
    );
  return {
    index,
    section,
    line,
    apiOrigin,
    found: place?.found ?? null,
    keyId,
    instance: { instanceId, name: place?.name ?? section },
    isKnown,
    problems: problems.slice(0, mostProblems),
    ignored: ignored.slice(0, mostProblems),
    turnsOffTls,
  };
}

/** The key goes to the host that the file names, and to no other. */
async function take(
  { apiKeys, places }: ImportPorts,
  index: number,
  entry: ConfigEntry | undefined,
  place: Place | undefined,
): Promise<ImportOutcome> {
  const key = entry === undefined ? null : toKey(entry);
  if (place === undefined || key === null) {
    return { index, accountId: null, failure: { kind: 'request-malformed' } };
  }
  const opened = places.open(place);
  if (!opened.ok) return { index, accountId: null, failure: opened.failure };
  const added = await apiKeys.add(opened.value.instanceId, key);
  if (added.ok) return { index, accountId: added.value.accountId, failure: null };
  places.closeIfEmpty(opened.value);
  return { index, accountId: null, failure: added.failure };
}

function toKey({ clientId, clientSecret, problems }: ConfigEntry): ApiKey | null {
  if (clientId === null || clientSecret === null || problems.length > 0) return null;
  return { keyId: clientId, keySecret: clientSecret };
}
