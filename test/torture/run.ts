// A torture run: so many kills, shared out evenly among the three servers, several accounts at a time.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChance } from './chance';
import { runLane, type LanePorts } from './lane';
import { createPool, startServer, type Pool } from './processes';
import { dropProfile, newProfile, type Home } from './profiles';
import { modes, type Mode } from './protocol';
import { newTally, type Tally } from './tally';
import { windowsOf } from './windows';

/** The stage of a run: servers, a folder for everything, programs that wait to be killed. */
export type Stage = { readonly home: Home; readonly pool: Pool; readonly close: () => Promise<void> };

export type StageOptions = {
  /** The folder that victim and server were bundled into. */
  readonly bundle: string;
  /** Of the keychain process; null for the vault in files. */
  readonly keychainProgram: string | null;
  readonly env?: NodeJS.ProcessEnv;
  readonly warm?: number;
};

export async function openStage(options: StageOptions): Promise<Stage> {
  const { bundle, keychainProgram, env = process.env, warm = 3 } = options;
  const folder = await mkdtemp(join(tmpdir(), 'daypass-torture-'));
  const server = await startServer({ bundle, env });
  const told = keychainProgram === null ? {} : { TORTURE_KEYCHAIN: keychainProgram };
  const pool = createPool({ bundle, env: { ...env, ...told } }, warm);
  const home: Home = { folder, server, keychainProgram, env, vaults: new Map() };
  return {
    home,
    pool,
    async close() {
      await pool.close();
      await server.close();
      for (const vault of home.vaults.values()) vault.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Milliseconds from the server's commit to the vault, one renewal after the other, undisturbed: the first of programs, later ones. */
export async function measureWindows(
  { home, pool }: Stage,
  { programs, renewals }: { readonly programs: number; readonly renewals: number },
): Promise<{ readonly first: readonly number[]; readonly later: readonly number[] }> {
  const profile = await newProfile(home, 'C');
  const first: number[] = [];
  const later: number[] = [];
  for (let program = 0; program < programs; program += 1) {
    const { victim } = await pool.open(profile);
    await pool.rest();
    for (let nth = 0; nth < renewals; nth += 1) {
      const heard = victim.hear('done');
      victim.tell({ ask: 'renew', killAt: null, isRecording: false });
      await heard;
    }
    await home.server.isAlive('C', '');
    const [one, ...others] = windowsOf(victim.said, home.server);
    if (one !== undefined) first.push(one);
    later.push(...others);
    victim.kill();
    await victim.died;
  }
  await dropProfile(home, profile);
  return { first, later };
}

export type RunOptions = {
  readonly kills: number;
  readonly seed: number;
  readonly lanesPerMode?: number;
  /** No kill begins later than so many minutes after the start. */
  readonly minutes?: number;
  readonly onKill?: (kills: number) => void;
};

export async function runTorture({ home, pool }: Stage, options: RunOptions): Promise<Tally> {
  const {
    kills,
    seed,
    lanesPerMode = 2,
    minutes = Number.POSITIVE_INFINITY,
    onKill = () => undefined,
  } = options;
  const endsAt = performance.now() + minutes * 60_000;
  const tally = newTally();
  const lengths: LanePorts['lengths'] = { first: [], later: [] };
  let taken = 0;
  const perMode = Math.ceil(kills / modes.length);
  const left: Record<Mode, number> = { A: perMode, B: perMode, C: perMode };
  const lanes = modes.flatMap((mode) => Array.from({ length: lanesPerMode }, (_, nth) => ({ mode, nth })));
  await Promise.all(
    lanes.map(({ mode, nth }, index) =>
      runLane({
        home,
        pool,
        chance: createChance(seed + index * 7919 + nth),
        mode,
        figures: tally[mode],
        lengths,
        takeKill() {
          if (left[mode] === 0 || performance.now() > endsAt) return false;
          left[mode] -= 1;
          taken += 1;
          onKill(taken);
          return true;
        },
      }),
    ),
  );
  return tally;
}
