// A desk at which a sign-out waits for the provider.
import { aKnownAccount, seconds } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';

export const offline = { kind: 'offline', host: 'acme.cloud.looker.com' } as const;
export const locked = { kind: 'keychain-locked' } as const;

/** Ana signed out while the network was gone. */
export async function anaWaiting() {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  await desk.refreshes();
  desk.server.trouble = offline;
  await desk.signsOut();
  return desk;
}

export const waitingOf = (desk: Desk) => desk.view().instances[0]?.accounts[0]?.queuedSignOut;
const triesOf = (desk: Desk) =>
  desk.story.count('access token probed') + desk.story.count('refresh token sent');

/** The moments at which a try was made, in seconds from now on. */
export async function timesOfTries(desk: Desk, forSeconds: number): Promise<number[]> {
  const times: number[] = [];
  for (let second = 1; second <= forSeconds; second += 1) {
    const before = triesOf(desk);
    await desk.clock.pass(seconds(1));
    if (triesOf(desk) > before) times.push(second);
  }
  return times;
}
