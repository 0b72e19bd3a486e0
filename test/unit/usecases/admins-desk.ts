// A desk at which somebody may manage the clients of an instance.
import type { ClientAppAct } from '#domain/client-app';
import { ana, aKeyAccount, aKnownAccount, ben } from '#support/builders';
import { aDesk, type DeskParts } from '#support/desk';

/** Ana is an admin, by API key; Ben is signed in by browser, through the registered client. */
export async function anAdminsDesk(parts: DeskParts = {}) {
  const desk = aDesk({
    accounts: [aKeyAccount(), aKnownAccount({ id: 'ben', identity: ben })],
    ...parts,
  });
  desk.looker.knows(ana, { isAdmin: true });
  desk.looker.knows(ben);
  desk.looker.registers();
  await desk.refreshes('ben');
  desk.looker.calls.length = 0;
  return desk;
}

export const acts = (desk: Awaited<ReturnType<typeof anAdminsDesk>>, act: ClientAppAct, guid = 'daypass') =>
  desk.clientApps.change('key', guid, act);

export const writes = (desk: Awaited<ReturnType<typeof anAdminsDesk>>) =>
  desk.looker.calls.filter(({ what }) => !what.startsWith('GET'));
