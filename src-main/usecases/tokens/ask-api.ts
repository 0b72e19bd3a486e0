import { hostOf } from '#domain/address';
import type { Question } from '#domain/provider-calls';
import { fail, ok, type Result } from '#domain/result';
import type { LiveToken } from './live-tokens';
import type { ProviderApi } from '../ports';

/** Asks with a token, at the token's own origin. An answer of another shape is `provider-misbehaved`. */
export async function askApi<T, A extends readonly unknown[]>(
  api: ProviderApi,
  { accessToken, apiOrigin }: LiveToken,
  question: Question<T, A>,
  ...about: A
): Promise<Result<T>> {
  const answer = await api.call(question.ask(apiOrigin, ...about), accessToken);
  if (!answer.ok) return answer;
  const value = question.read(answer.value);
  if (value !== null) return ok(value);
  return fail({ kind: 'provider-misbehaved', host: hostOf(apiOrigin), status: 200, what: 'wrong-shape' });
}
