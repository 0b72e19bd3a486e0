import type { Failure } from '#domain/failure';
import { toRedirectUri } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import type { RedirectTarget } from '#domain/redirect-uri';
import type { Secret } from '#domain/secret';
import type { Door, Receiver } from '#usecases/ports';
import type { Story } from './story';

/** A door the test knocks at. Like the real one it settles once, and closing it answers "cancelled". */
export class FakeDoor implements Door {
  readonly port: number;
  readonly redirectUri: string;
  readonly state: string;
  readonly answer: Promise<Result<URLSearchParams>>;
  isClosed = false;
  #settle: (answer: Result<URLSearchParams>) => void = () => undefined;

  constructor(port: number, { path, registered }: Omit<RedirectTarget, 'port'>, state: Secret) {
    this.port = port;
    this.redirectUri = registered ?? toRedirectUri(port, path);
    this.state = state.reveal();
    this.answer = new Promise((resolve) => (this.#settle = resolve));
  }

  receive(parameters: Readonly<Record<string, string>>): void {
    this.#settle(ok(new URLSearchParams({ state: this.state, ...parameters })));
  }

  readonly close = (): void => {
    this.isClosed = true;
    this.#settle(fail({ kind: 'sign-in-cancelled' }));
  };
}

export class FakeReceiver implements Receiver {
  readonly doors: FakeDoor[] = [];
  /** What every further attempt to listen comes to. */
  trouble: Extract<Failure, { kind: 'port-taken' | 'port-refused' }> | null = null;
  readonly #story: Story;

  constructor(story: Story) {
    this.#story = story;
  }

  readonly open: Receiver['open'] = async ({ port, path, registered, state }) => {
    await this.#story.pass('receiver opened');
    if (this.trouble !== null) return fail(this.trouble);
    const door = new FakeDoor(port ?? 50_000 + this.doors.length, { path, registered }, state);
    this.doors.push(door);
    return ok(door);
  };

  /** The door of the attempt that was started last. */
  get latest(): FakeDoor {
    const door = this.doors.at(-1);
    if (door === undefined) throw new Error('Nobody opened a door yet');
    return door;
  }

  get openDoors(): readonly FakeDoor[] {
    return this.doors.filter((door) => !door.isClosed);
  }
}
