// Text that is nothing secret goes to the clipboard by main, which then says so.
import type { Desk } from './desk';

export async function copyText(
  { commands, notices }: Pick<Desk, 'commands' | 'notices'>,
  text: string,
  said: string,
): Promise<void> {
  if ((await commands.run('copyText', { text })).ok) await notices.say(said);
}
