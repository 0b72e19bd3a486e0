// The server replaces the refresh token, and its answer never arrives (RR9).
import { sharedNow } from '#practice/looker/replaced-tokens';
import { isTruth } from './judge';
import { dropProfile, newProfile, storedToken } from './profiles';
import type { FromVictim, Mode } from './protocol';
import type { Stage } from './run';

export type LostAnswer = {
  readonly works: boolean;
  /** Lost, and shown as a sign-in that an interrupted renewal ended. */
  readonly isSaid: boolean;
  /** Milliseconds from asking to the outcome. */
  readonly took: number;
  /** Requests that came with the replaced refresh token, and milliseconds to the first of them. */
  readonly reuses: number;
  readonly retriedAfter: number | null;
};

export async function loseAnswers(stage: Stage, mode: Mode, count: number): Promise<readonly LostAnswer[]> {
  await stage.home.server.setFault(mode, 'drops-first-answer');
  const outcomes = await Promise.all(Array.from({ length: count }, () => loseAnswer(stage, mode)));
  await stage.home.server.setFault(mode, 'none');
  return outcomes;
}

async function loseAnswer({ home, pool }: Stage, mode: Mode): Promise<LostAnswer> {
  const profile = await newProfile(home, mode);
  const sent = await storedToken(home, profile);
  const { victim } = await pool.open(profile);
  const heard = victim.hear('done');
  const askedAt = sharedNow();
  victim.tell({ ask: 'renew', killAt: null, isRecording: false });
  const done: Extract<FromVictim, { say: 'done' }> | null = await heard;
  const took = sharedNow() - askedAt;
  // Whatever the server wrote down is known after its next answer.
  await home.server.isAlive(mode, sent ?? '');
  victim.kill();
  await victim.died;
  await dropProfile(home, profile);
  const reuses = home.server.reuses.filter(({ token }) => token === sent);
  const committedAt = home.server.commits.get(sent ?? '')?.[0];
  const first = reuses[0];
  return {
    works: done?.ok === true && done.isAlive,
    isSaid: done !== null && isTruth(done),
    took,
    reuses: reuses.length,
    retriedAfter: first === undefined || committedAt === undefined ? null : first.at - committedAt,
  };
}
