import type { Log } from '#usecases/ports';

/** The log as an array of lines. */
export class FakeLog implements Log {
  readonly lines: string[] = [];
  readonly bugs: unknown[] = [];

  readonly note: Log['note'] = (event, facts = {}) => {
    this.lines.push(`${event} ${JSON.stringify(facts)}`);
  };

  readonly bug: Log['bug'] = (where, error) => {
    this.bugs.push(error);
    this.lines.push(`bug in ${where}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
    return `bug-${this.bugs.length}`;
  };
}
