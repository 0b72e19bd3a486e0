// Finds out which host serves the sign-in page and which the API, before anything secret goes to either.
import { parseAddress } from '#domain/address';
import type { ProviderId } from '#domain/instance';
import type { DiscoveryQuestion } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import { providers } from '#providers/registry';
import type { ProviderApi } from './ports';

export type FoundAddress = {
  readonly entered: string;
  readonly uiOrigin: string;
  readonly apiOrigin: string;
  readonly source: 'well-known' | 'versions' | 'nothing';
  readonly release: string | null;
  readonly differs: boolean;
};

export type CheckAddress = (provider: ProviderId, address: string) => Promise<Result<FoundAddress>>;

export function createCheckAddress({ api }: { readonly api: ProviderApi }): CheckAddress {
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
    };
    const questions = providers[provider].discovery(entered.value);
    // All at once, because a wrong port often answers only after its time limit; the order decides who wins.
    const answers = await Promise.all(questions.map((question) => put(api, question)));
    const found = answers.find((answer) => answer !== null) ?? null;
    if (found === null) return ok(nothing);
    const release = answers.find((answer) => answer !== null && answer.release !== null)?.release ?? null;
    const differs = found.uiOrigin !== entered.value || found.apiOrigin !== entered.value;
    return ok({ ...nothing, ...found, release, differs });
  };
}

/** JSON of the expected shape counts; HTML, 403, 404 and silence mean "not here". */
async function put(
  api: ProviderApi,
  question: DiscoveryQuestion,
): Promise<Pick<FoundAddress, 'uiOrigin' | 'apiOrigin' | 'source' | 'release'> | null> {
  const answer = await api.ask(question.url);
  if (!answer.ok) return null;
  const hosts = question.read(answer.value);
  if (hosts === null) return null;
  const ui = parseAddress(hosts.uiAddress);
  const apiHost = parseAddress(hosts.apiAddress);
  if (!ui.ok || !apiHost.ok) return null;
  return { uiOrigin: ui.value, apiOrigin: apiHost.value, source: question.source, release: hosts.release };
}
