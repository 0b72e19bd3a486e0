// What main refused about a form: at its fields, or as a whole. A field that is typed in again is no longer refused.
import type { Failure, FieldProblem, FieldProblems } from '../bridge/client';

export class FieldRefusals<Field extends string> {
  /** What has no field. */
  failure = $state.raw<Failure | null>(null);
  #problems = $state.raw<FieldProblems>({});

  of(field: Field): FieldProblem | null {
    return this.#problems[field] ?? null;
  }

  touch(field: Field): void {
    this.#problems = Object.fromEntries(Object.entries(this.#problems).filter(([key]) => key !== field));
  }

  take(failure: Failure): void {
    if (failure.kind === 'input-invalid') this.#problems = failure.fields;
    else this.failure = failure;
  }

  clear(): void {
    this.failure = null;
    this.#problems = {};
  }
}
