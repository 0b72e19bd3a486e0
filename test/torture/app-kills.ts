// The built app itself, with its window and the real keyring, killed in the middle of a renewal that its page asked for
// (RR5). Seconds per kill, so there are few.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { sharedNow } from '#practice/looker/replaced-tokens';
import type { Bridge } from '#contract/bridge';
import { processesOf } from '#support/canary';
import { startApp, type RunningApp } from '#support/running-app';
import { createChance } from './chance';
import { countKill, judgeRecovery, lookAround } from './judge';
import { dropProfile, newProfile } from './profiles';
import { modes, type FromVictim, type Mode, type Profile, type Sight } from './protocol';
import type { Stage } from './run';
import { newTally, percentile, type Figures, type Tally } from './tally';

/** As `main.ts` names the keychain entries of an app that is not packaged. */
const service = 'Daypass Development';

type Done = Extract<FromVictim, { say: 'done' }>;
type Lane = { readonly mode: Mode; profile: Profile; readonly figures: Figures };

export async function killApp(
  { home }: Pick<Stage, 'home'>,
  { kills, seed }: { readonly kills: number; readonly seed: number },
): Promise<Tally> {
  const tally = newTally();
  const chance = createChance(seed);
  const lengths: number[] = [];
  for (const mode of modes) {
    const lane: Lane = { mode, profile: await newProfile(home, mode, {}, service), figures: tally[mode] };
    let app = await startApp({ profile: lane.profile.catalogFolder });
    for (let kill = 0; kill < Math.ceil(kills / modes.length); kill += 1) {
      lengths.push((await renew(app, lane.profile)).took);
      const said = await killDuringRenewal(app, lane.profile, chance() * 1.3 * percentile(lengths, 0.5));
      const scene = await lookAround(home, mode, lane.profile);
      const story = `kill ${kill + 1} of the app`;
      countKill(lane.figures, said, scene, story);
      app = await startApp({ profile: lane.profile.catalogFolder });
      const done = await renew(app, lane.profile);
      if (judgeRecovery({ ...lane, scene, story }, done) === 'works') continue;
      await end(app);
      await dropProfile(home, lane.profile);
      lane.profile = await newProfile(home, mode, {}, service);
      app = await startApp({ profile: lane.profile.catalogFolder });
    }
    await end(app);
    await dropProfile(home, lane.profile);
  }
  return tally;
}

/** What a person sees who pressed Refresh, and after how many milliseconds. */
async function renew(
  { page }: RunningApp,
  { accountId }: Profile,
): Promise<Done & { readonly took: number }> {
  const seen = await page.evaluate(async (id) => {
    const { daypass } = window as unknown as { readonly daypass: Bridge };
    const askedAt = performance.now();
    const renewed = await daypass.call('renewToken', { accountId: id });
    const took = performance.now() - askedAt;
    // The next view comes within a tenth of a second.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const state = await new Promise<object | undefined>((resolve) => {
      const stop = daypass.onView((view) => {
        const accounts = view.instances.flatMap((instance) => instance.accounts);
        resolve(accounts.find((account) => account.id === id)?.state);
        queueMicrotask(() => stop());
      });
    });
    return { ok: renewed.ok, state, took };
  }, accountId);
  const state = (seen.state ?? { kind: 'gone' }) as { readonly kind: string } & Partial<Sight>;
  return {
    say: 'done',
    took: seen.took,
    ok: seen.ok,
    isAlive: seen.ok && state.kind === 'active',
    steps: [],
    state: state.kind,
    failure: state.failure ?? null,
  };
}

async function killDuringRenewal(
  app: RunningApp,
  { accountId }: Profile,
  moment: number,
): Promise<readonly FromVictim[]> {
  const said: FromVictim[] = [{ say: 'began', at: sharedNow() }];
  const asked = app.page
    .evaluate(
      (id) => (window as unknown as { daypass: Bridge }).daypass.call('renewToken', { accountId: id }),
      accountId,
    )
    .then(({ ok }) => (ok ? said.push({ say: 'published', at: sharedNow() }) : 0))
    // The page is gone with the app.
    .catch(() => 0);
  await sleep(moment);
  const told = [...said];
  await end(app);
  await asked;
  return told;
}

async function end({ electron }: RunningApp): Promise<void> {
  const program = electron.process();
  if (program.exitCode !== null || program.signalCode !== null) return;
  // Its helpers outlive it by a moment, and one of them sends what it has asked for.
  const family = await processesOf(program.pid ?? 0);
  const gone = once(program, 'exit');
  program.kill('SIGKILL');
  await gone;
  const patience = performance.now() + 2_000;
  while (performance.now() < patience && family.some(({ pid }) => existsSync(`/proc/${pid}`))) await sleep(5);
}
