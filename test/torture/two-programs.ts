// Two programs with the same keychain and a list each ask for the same account at once (RR7).
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { dropProfile, newProfile } from './profiles';
import type { Profile } from './protocol';
import type { Stage } from './run';

export type TwoPrograms = {
  /** Renewals that ended with a token that opens the door, of two per round. */
  readonly worked: number;
  /** Requests with a refresh token that had been replaced. */
  readonly reuses: number;
  readonly said: readonly string[];
};

/** At the server that forgives nothing. */
export async function runTwoPrograms({ home, pool }: Stage, rounds: number): Promise<TwoPrograms> {
  const one = await newProfile(home, 'C');
  const two: Profile = { ...one, catalogFolder: join(home.folder, one.accountId, 'other profile') };
  await cp(one.catalogFolder, two.catalogFolder, { recursive: true });
  const programs = [await pool.open(one), await pool.open(two)].map(({ victim }) => victim);
  const before = home.server.reuses.length;
  let worked = 0;
  const said: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const heard = programs.map((program) => program.hear('done'));
    for (const program of programs) program.tell({ ask: 'renew', killAt: null, isRecording: false });
    for (const done of await Promise.all(heard)) {
      if (done?.ok === true && done.isAlive) worked += 1;
      else said.push(JSON.stringify({ round, done }));
    }
  }
  await home.server.isAlive('C', '');
  for (const program of programs) program.kill();
  await Promise.all(programs.map((program) => program.died));
  await dropProfile(home, one);
  return { worked, reuses: home.server.reuses.length - before, said };
}
