// What the error answers of a provider's API mean (Looker fact sheet, sections 4 and 5).
import type { Failure, FieldProblems } from '#domain/failure';
import { toServerWords } from '#domain/server-words';
import { errorWords, toOddAnswer, type Answer } from './http';

const mostProblems = 20;

export function toCallFailure(answer: Answer): Failure {
  const { host, status, json, isHtml } = answer;
  // Without the provider's own JSON it was a proxy, or another server.
  if (isHtml || typeof json !== 'object' || json === null) return toOddAnswer(answer, 'wrong-shape');
  if (status === 404) return { kind: 'not-found-or-not-allowed', host };
  if (status === 409) return { kind: 'already-exists', host, description: errorWords(json) };
  if (status === 422) return { kind: 'fields-refused', host, fields: toFieldProblems(json) };
  return toOddAnswer(answer, 'wrong-shape');
}

/** Looker's `ValidationError`: all problems at once, each with the field and words for it. */
function toFieldProblems(body: object): FieldProblems {
  const errors: readonly unknown[] = 'errors' in body && Array.isArray(body.errors) ? body.errors : [];
  const words = new Map<string, readonly string[]>();
  for (const error of errors.slice(0, mostProblems)) {
    const { field, code, message } = (error ?? {}) as Readonly<Record<string, unknown>>;
    const name = toServerWords(field) ?? '';
    const said = toServerWords(message) ?? toServerWords(code);
    if (said !== null) words.set(name, [...(words.get(name) ?? []), said]);
  }
  return Object.fromEntries(
    [...words].map(([name, all]) => [name, { kind: 'refused-by-server', said: all.join(' ') }]),
  );
}
