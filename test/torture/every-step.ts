// Kills at every step of a renewal: before and after each call of a port, and of the disk under catalog and vault (RR4).
import { countKill, judgeRecovery, lookAround, type Scene } from './judge';
import { dropProfile, newProfile } from './profiles';
import type { Victim } from './processes';
import { modes, type FromVictim, type Mode, type Profile } from './protocol';
import type { Stage } from './run';
import { newTally, type Figures, type Tally } from './tally';

export type EveryStep = { readonly steps: Readonly<Record<Mode, readonly string[]>>; readonly tally: Tally };

/** A wish for the dev workspace adds the call that each new token needs then. */
const withEveryCall = { workspace: 'dev' } as const;

export async function killAtEveryStep(
  stage: Stage,
  { repeats, lanesPerMode }: { readonly repeats: number; readonly lanesPerMode: number },
): Promise<EveryStep> {
  const tally = newTally();
  const steps: Record<Mode, readonly string[]> = { A: [], B: [], C: [] };
  await Promise.all(
    modes.map(async (mode) => {
      const known = await recordSteps(stage, mode);
      steps[mode] = known;
      const kills = Array.from({ length: repeats }, () => [...known.keys()]).flat();
      const lanes = Array.from({ length: lanesPerMode }, () =>
        runLane(stage, mode, { known, kills }, tally[mode]),
      );
      await Promise.all(lanes);
    }),
  );
  return { steps, tally };
}

/** Of the second renewal of a program: kills hit that one, so that no program has to be started only to be killed. */
async function recordSteps({ home, pool }: Stage, mode: Mode): Promise<readonly string[]> {
  const profile = await newProfile(home, mode, withEveryCall);
  const { victim } = await pool.open(profile);
  await renewed(victim);
  const heard = victim.hear('done');
  victim.tell({ ask: 'renew', killAt: null, isRecording: true });
  const done = await heard;
  victim.kill();
  await victim.died;
  await dropProfile(home, profile);
  if (done?.ok !== true) throw new Error(`A renewal that nobody disturbs failed: ${JSON.stringify(done)}`);
  return done.steps;
}

async function renewed(victim: Victim): Promise<Extract<FromVictim, { say: 'done' }>> {
  const heard = victim.hear('done');
  victim.tell({ ask: 'renew', killAt: null, isRecording: false });
  const done = await heard;
  if (done === null) throw new Error('The program died by itself.');
  return done;
}

type Plan = { readonly known: readonly string[]; readonly kills: number[] };
type Place = { readonly profile: Profile; readonly victim: Victim };

async function runLane(stage: Stage, mode: Mode, { known, kills }: Plan, figures: Figures): Promise<void> {
  let place: Place | null = null;
  for (let killAt = kills.shift(); killAt !== undefined; killAt = kills.shift()) {
    place ??= await settle(stage, mode);
    const victim = await killAtStep(stage, { mode, ...place, killAt, known }, figures);
    if (victim === null) await dropProfile(stage.home, place.profile);
    place = victim === null ? null : { ...place, victim };
  }
  place?.victim.kill();
  await place?.victim.died;
  if (place !== null) await dropProfile(stage.home, place.profile);
}

async function settle({ home, pool }: Stage, mode: Mode): Promise<Place> {
  const profile = await newProfile(home, mode, withEveryCall);
  const { victim } = await pool.open(profile);
  await renewed(victim);
  return { profile, victim };
}

type Errand = Place & { readonly mode: Mode; readonly killAt: number; readonly known: readonly string[] };

/** The next program, in which the account works again; null if the sign-in is lost. */
async function killAtStep(stage: Stage, errand: Errand, figures: Figures): Promise<Victim | null> {
  const { mode, profile, victim, killAt, known } = errand;
  const finished = victim.hear('done');
  victim.tell({ ask: 'renew', killAt, isRecording: false });
  // The last steps are of writes that nobody waits for; now and then there is one less.
  if ((await finished) !== null) return victim;
  const scene = await lookAround(stage.home, mode, profile);
  const story = `killed ${known[killAt] ?? ''} (step ${killAt + 1} of ${known.length})`;
  countKill(figures, victim.said, scene, story);
  const allowed = whatIsAllowed(mode, known, killAt);
  if (allowed !== 'either' && (allowed === 'current') !== scene.isCurrent)
    figures.unexplained.push(`${story}: the vault does not hold the ${allowed} refresh token`);
  return recover(stage, errand, { figures, scene, story });
}

async function recover(
  { pool }: Stage,
  { mode, profile }: Errand,
  found: { readonly figures: Figures; readonly scene: Scene; readonly story: string },
): Promise<Victim | null> {
  const { victim, opened } = await pool.open(profile);
  if (opened?.trouble !== null)
    found.figures.torn.push(`${found.story}: the catalog: ${opened?.trouble.kind ?? 'no start'}`);
  if (judgeRecovery({ ...found, mode }, await renewed(victim)) === 'works') return victim;
  victim.kill();
  await victim.died;
  return null;
}

/** The table: what the vault may hold after a kill at a step. */
export function whatIsAllowed(
  mode: Mode,
  known: readonly string[],
  at: number,
): 'current' | 'replaced' | 'either' {
  if (mode === 'A') return 'current';
  const asked = known.indexOf('before network.fetch');
  const answered = known.indexOf('after network.fetch');
  const swapping = known.indexOf('before vault disk.rename');
  const swapped = known.indexOf('after vault disk.rename');
  if (at <= asked || at >= swapped) return 'current';
  return at >= answered && at <= swapping ? 'replaced' : 'either';
}
