// Finds out which host serves the sign-in page and which the API, before anything secret goes to either.
import { parseAddress } from '#domain/address';
import type { Failure } from '#domain/failure';
import type { ProviderId } from '#domain/instance';
import type { DiscoveryQuestion, Providers } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import type { ProviderApi } from '../ports';

export type FoundAddress = {
  readonly entered: string;
  readonly uiOrigin: string;
  readonly apiOrigin: string;
  readonly source: 'well-known' | 'versions' | 'nothing';
  readonly release: string | null;
  readonly differs: boolean;
  /** Every question and what came of it, in the order that decides. */
  readonly tried: readonly { readonly url: string; readonly outcome: Outcome }[];
};

/** A web page where data should be is told apart: it is nearly always the web app's port, or a portal. */
export type Outcome = 'found' | 'web-page' | 'refused' | 'no-answer' | 'something-else';

export type CheckAddress = (provider: ProviderId, address: string) => Promise<Result<FoundAddress>>;

export function createCheckAddress({
  providers,
  api,
}: {
  readonly providers: Providers;
  readonly api: ProviderApi;
}): CheckAddress {
  return async function checkAddress(provider, address) {
    const entered = parseAddress(address);
    if (!entered.ok) return fail({ kind: 'input-invalid', fields: { uiAddress: entered.failure } });
    const nothing: FoundAddress = {
      entered: entered.value,
      uiOrigin: entered.value,
      apiOrigin: entered.value,
      source: 'nothing',
      release: null,
      differs: false,
      tried: [],
    };
    const questions = providers[provider].discovery(entered.value);
    // All at once, because a wrong port often answers only after its time limit; the order decides who wins.
    const answers = await Promise.all(questions.map((question) => put(api, question)));
    const tried = answers.map(({ outcome }, index) => ({ url: questions[index]?.url ?? '', outcome }));
    const descriptions = answers.flatMap(({ found }) => found ?? []);
    const [found] = descriptions;
    if (found === undefined) return ok({ ...nothing, tried });
    const release = descriptions.find((one) => one.release !== null)?.release ?? null;
    const differs = found.uiOrigin !== entered.value || found.apiOrigin !== entered.value;
    return ok({ ...nothing, ...found, release, differs, tried });
  };
}

type Description = Pick<FoundAddress, 'uiOrigin' | 'apiOrigin' | 'source' | 'release'>;

/** JSON of the expected shape counts; HTML, 403, 404 and silence mean "not here". */
async function put(
  api: ProviderApi,
  question: DiscoveryQuestion,
): Promise<{ readonly outcome: Outcome; readonly found: Description | null }> {
  const answer = await api.ask(question.url);
  if (!answer.ok) return { outcome: toOutcome(answer.failure), found: null };
  const found = describe(question, answer.value);
  return { outcome: found === null ? 'something-else' : 'found', found };
}

function describe({ source, read }: DiscoveryQuestion, body: unknown): Description | null {
  const hosts = read(body);
  if (hosts === null) return null;
  const ui = parseAddress(hosts.uiAddress);
  const apiHost = parseAddress(hosts.apiAddress);
  if (!ui.ok || !apiHost.ok) return null;
  return { uiOrigin: ui.value, apiOrigin: apiHost.value, source, release: hosts.release };
}

function toOutcome(failure: Failure): Outcome {
  if (failure.kind === 'request-refused') return 'refused';
  if (failure.kind !== 'provider-misbehaved') return 'no-answer';
  return failure.what === 'html' ? 'web-page' : 'something-else';
}
