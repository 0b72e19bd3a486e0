// What a kill did: what lies on the disk, what the server knows, and whether the account works again.
import { sharedNow } from '#practice/looker/replaced-tokens';
import type { FromVictim, Mode, Profile, Sight } from './protocol';
import type { Pool, Victim } from './processes';
import { storedToken, type Home } from './profiles';
import type { Figures } from './tally';

/** The disk and the server right after a kill. */
export type Scene = {
  readonly stored: string | null;
  /** What is stored was replaced at the server: shared milliseconds of the first and the last time. */
  readonly replacedAt: readonly [number, number] | null;
  readonly isCurrent: boolean;
};

const graceMilliseconds = 30_000;

export async function lookAround(home: Home, mode: Mode, profile: Profile): Promise<Scene> {
  const stored = await storedToken(home, profile);
  if (stored === null) return { stored, replacedAt: null, isCurrent: false };
  const isCurrent = await home.server.isAlive(mode, stored);
  return { stored, replacedAt: home.server.commits.get(stored) ?? null, isCurrent };
}

/** Counts a kill, and checks what the program had said against what is there. */
export function countKill(figures: Figures, said: readonly FromVictim[], scene: Scene, story: string): void {
  figures.kills += 1;
  const renewal = said.slice(said.findLastIndex((news) => news.say === 'opened' || news.say === 'done') + 1);
  const published = renewal.findIndex((news) => news.say === 'published');
  const durable = renewal.findLast((news) => news.say === 'durable');
  const isInWindow = !scene.isCurrent && scene.replacedAt !== null;
  if (published >= 0) figures.after += 1;
  else if (renewal.length > 0 || isInWindow) figures.inside += 1;
  else figures.before += 1;
  if (isInWindow) figures.inWindow += 1;
  if (scene.stored === null) figures.torn.push(`${story}: no whole record in the vault`);
  if (durable !== undefined && scene.stored !== null && scene.stored !== durable.to)
    figures.unexplained.push(`${story}: what was said to be in the vault is not there`);
  if (published >= 0 && isInWindow)
    figures.unexplained.push(`${story}: published before the replacement was in the vault`);
}

/** Whether the account works again after a restart; if not, whether that is explained and said truthfully. */
export function judgeRecovery(
  { figures, mode, scene, story }: { figures: Figures; mode: Mode; scene: Scene; story: string },
  done: Extract<FromVictim, { say: 'done' }>,
): 'works' | 'lost' {
  if (done.ok && done.isAlive) {
    figures.recovered += 1;
    return 'works';
  }
  const why = toWhy(mode, scene, done);
  if (why === null) figures.explained += 1;
  else
    figures.unexplained.push(
      `${story}: ${why}; shown as ${JSON.stringify({ state: done.state, failure: done.failure })}`,
    );
  return 'lost';
}

/** Null when the loss is one that no client can avoid, and is shown as what it is. */
function toWhy(
  mode: Mode,
  { replacedAt, isCurrent }: Scene,
  done: Extract<FromVictim, { say: 'done' }>,
): string | null {
  if (done.ok) return 'renewed, but the token opens nothing';
  if (isCurrent) return 'lost although the vault held the current refresh token';
  if (replacedAt === null) return 'lost, and the server never replaced what the vault holds';
  if (mode === 'A') return 'lost where nothing is ever replaced';
  if (mode === 'B') {
    const waited = sharedNow() - replacedAt[0];
    return waited < graceMilliseconds
      ? 'lost within the grace'
      : `the machine was too slow: ${waited.toFixed(0)} ms`;
  }
  return isTruth(done) ? null : 'lost in the window, and not shown as an interrupted renewal';
}

export function isTruth({ state, failure }: Sight): boolean {
  return state === 'needs-sign-in' && failure?.kind === 'sign-in-expired' && failure.interrupted;
}

/** A loss has to be shown after the next start as well, and when somebody tries again; and nothing may be deleted. */
export async function checkTruthAfterRestart({
  home,
  pool,
  profile,
  figures,
  scene,
  story,
}: {
  home: Home;
  pool: Pool;
  profile: Profile;
  figures: Figures;
  scene: Scene;
  story: string;
}): Promise<Victim> {
  const { victim, opened } = await pool.open(profile);
  if (opened === null) throw new Error(`${story}: the program did not start again`);
  if (!isTruth(opened))
    figures.unexplained.push(`${story}: after another start it is shown as ${JSON.stringify(opened)}`);
  if ((await storedToken(home, profile)) !== scene.stored)
    figures.unexplained.push(`${story}: the record of a lost sign-in is no longer in the vault`);
  const heard = victim.hear('done');
  victim.tell({ ask: 'renew', killAt: null, isRecording: false });
  const again = await heard;
  if (again === null || !isTruth(again))
    figures.unexplained.push(`${story}: when asked once more it is shown as ${JSON.stringify(again)}`);
  return victim;
}
