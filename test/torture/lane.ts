// One account at one server, whose program is killed again and again at random moments of a renewal.
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { sharedNow } from '#practice/looker/replaced-tokens';
import { checkTruthAfterRestart, countKill, judgeRecovery, lookAround, type Scene } from './judge';
import type { Mode, Profile } from './protocol';
import type { Pool, Victim } from './processes';
import { dropProfile, newProfile, type Home } from './profiles';
import { percentile, type Figures } from './tally';
import { windowsOf } from './windows';

/** How often the renewal that follows a kill is killed as well. */
const killAgain = 0.15;
/** The moments of killing, as shares of the measured length of a renewal: from a bit before to a bit after. */
const [earliest, latest] = [-0.15, 1.2] as const;
/** Lengths that are remembered. */
const mostLengths = 60;

export type LanePorts = {
  readonly home: Home;
  readonly pool: Pool;
  readonly chance: () => number;
  readonly mode: Mode;
  readonly figures: Figures;
  /** Milliseconds that renewals took lately: the first of a program, and later ones. */
  readonly lengths: { readonly first: number[]; readonly later: number[] };
  /** True as long as kills are left; each call takes one. */
  readonly takeKill: () => boolean;
};

type Lane = LanePorts & {
  profile: Profile;
  victim: Victim;
  scene: Scene | null;
  story: string;
  isFirst: boolean;
};

export async function runLane(ports: LanePorts): Promise<void> {
  const profile = await newProfile(ports.home, ports.mode);
  const { victim } = await ports.pool.open(profile);
  const lane: Lane = { ...ports, profile, victim, scene: null, story: '', isFirst: true };
  // The first length; nothing is killed yet.
  await renewUnharmed(lane);
  while (ports.takeKill()) {
    await killOnce(lane);
    await restart(lane);
    while (ports.chance() < killAgain && ports.takeKill()) {
      await killOnce(lane);
      await restart(lane);
    }
    if ((await recover(lane)) === 'lost') await signInAnew(lane);
  }
  lane.victim.kill();
  await lane.victim.died;
  await dropProfile(lane.home, lane.profile);
}

async function killOnce(lane: Lane): Promise<void> {
  const { chance, lengths, isFirst, victim } = lane;
  const length = percentile(isFirst ? [...lengths.first, 30] : lengths.later, 0.5);
  const moment = length * (earliest + chance() * (latest - earliest));
  const start = sharedNow();
  // A moment before the renewal is one before it is asked for.
  const askAt = Math.max(0, -moment);
  const ask = async (): Promise<void> => {
    await until(start + askAt);
    if (moment >= 0) victim.tell({ ask: 'renew', killAt: null, isRecording: false });
  };
  await Promise.all([ask(), until(start + askAt + Math.max(0, moment)).then(victim.kill)]);
  await victim.died;
  const scene = await lookAround(lane.home, lane.mode, lane.profile);
  const kill = `kill ${lane.figures.kills + 1}, ${moment.toFixed(1)} ms into a renewal of about ${length.toFixed(1)} ms`;
  lane.story = [lane.story, kill, toWords(victim.said, scene)].filter((part) => part !== '').join('; ');
  countKill(lane.figures, victim.said, scene, lane.story);
  lane.figures.windows.push(...windowsOf(victim.said, lane.home.server));
  // A refresh token that an earlier kill of this row had made the last one stays what it was.
  lane.scene = scene;
}

/** To the fraction of a millisecond, which timers alone do not keep. */
async function until(moment: number): Promise<void> {
  const left = moment - sharedNow();
  if (left > 2) await sleep(left - 1.5);
  while (sharedNow() < moment) await turn();
}

async function restart(lane: Lane): Promise<void> {
  const { victim, opened } = await lane.pool.open(lane.profile);
  lane.victim = victim;
  lane.isFirst = true;
  if (opened === null) throw new Error(`${lane.story}: the program did not start again`);
  if (opened.trouble !== null) lane.figures.torn.push(`${lane.story}: the catalog: ${opened.trouble.kind}`);
  if (opened.state === 'gone' || opened.state === 'signed-out')
    lane.figures.torn.push(`${lane.story}: the account is ${opened.state} after the start`);
}

/** What the program that was killed had said, and what was found after it. */
function toWords(said: Victim['said'], { isCurrent, replacedAt }: Scene): string {
  const words = said.map((news) => ('state' in news ? `${news.say} as ${news.state}` : news.say)).slice(-5);
  return `said: ${words.join(', ')}; stored is ${isCurrent ? 'current' : replacedAt === null ? 'unknown' : 'replaced'}`;
}

async function renewUnharmed(lane: Lane) {
  const { victim, lengths, isFirst } = lane;
  const heard = victim.hear('done');
  const askedAt = sharedNow();
  victim.tell({ ask: 'renew', killAt: null, isRecording: false });
  const done = await heard;
  if (done === null) throw new Error(`${lane.story}: the program died by itself`);
  const published = victim.said.findLast((news) => news.say === 'published');
  if (done.ok && published !== undefined) {
    const kept = isFirst ? lengths.first : lengths.later;
    kept.push(published.at - askedAt);
    if (kept.length > mostLengths) kept.shift();
  }
  lane.isFirst = false;
  return done;
}

async function recover(lane: Lane): Promise<'works' | 'lost'> {
  const { scene, story } = lane;
  if (scene === null) throw new Error('nothing was killed');
  const done = await renewUnharmed(lane);
  if (judgeRecovery({ ...lane, scene, story }, done) === 'works') {
    lane.story = '';
    // Now and then a second one unharmed, so that the length of later renewals is known.
    if (lane.lengths.later.length < mostLengths / 2 || lane.chance() < 0.05) await renewUnharmed(lane);
    return 'works';
  }
  lane.victim.kill();
  await lane.victim.died;
  lane.victim = await checkTruthAfterRestart({ ...lane, scene, story });
  return 'lost';
}

async function signInAnew(lane: Lane): Promise<void> {
  lane.victim.kill();
  await lane.victim.died;
  await dropProfile(lane.home, lane.profile);
  lane.profile = await newProfile(lane.home, lane.mode);
  const { victim } = await lane.pool.open(lane.profile);
  Object.assign(lane, { victim, isFirst: true, story: '' });
  await renewUnharmed(lane);
}
