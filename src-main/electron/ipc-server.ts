// The only file that touches ipcMain. For each command: is the sender our page, is the command for that window, does the
// input fit, run, wrap.
import { ipcMain } from 'electron';
import { commands, type CommandInput, type CommandOutput } from '#contract/commands';
import { commandChannel, commandNames, type CommandName } from '#contract/names';
import { fail, type Result } from '#domain/result';
import type { Log } from '#usecases/ports';
import { findSpeaker, type Sender, type Speaker } from './trusted-sender';

/** One handler per command: a missing one does not compile. */
export type Handlers = {
  readonly [N in CommandName]: (
    input: CommandInput<N>,
  ) => Promise<Result<CommandOutput<N>>> | Result<CommandOutput<N>>;
};

export type IpcServerPorts = {
  readonly handlers: Handlers;
  /** The windows that are there now. */
  readonly speakers: () => readonly Speaker[];
  readonly origin: string;
  readonly log: Log;
};

export function serveCommands(ports: IpcServerPorts): void {
  ipcMain.handle(commandChannel, (event, name: unknown, input: unknown) => answer(ports, event, name, input));
}

/** Exported for tests: what happens to one message, whoever sent it. */
export async function answer(
  { handlers, speakers, origin, log }: IpcServerPorts,
  sender: Sender,
  name: unknown,
  input: unknown,
): Promise<Result<unknown>> {
  const speaker = findSpeaker(sender, speakers(), origin);
  if (speaker === null) {
    log.note('command from a stranger refused');
    return fail({ kind: 'request-malformed' });
  }
  const known = commandNames.find((candidate) => candidate === name);
  if (known === undefined) return fail({ kind: 'request-malformed' });
  if (!speaker.commands.includes(known)) {
    log.note('command of another window refused', { name: known });
    return fail({ kind: 'request-malformed' });
  }
  const parsed = commands[known].input.safeParse(input);
  if (!parsed.success) {
    // By name only: what did not fit may hold anything.
    log.note('command did not fit', { name: known });
    return fail({ kind: 'request-malformed' });
  }
  try {
    const handler = handlers[known] as (input: unknown) => Promise<Result<unknown>> | Result<unknown>;
    return await handler(parsed.data);
  } catch (error) {
    return fail({ kind: 'internal', reference: log.bug(known, error) });
  }
}
