// The program that is killed: the engine of the app without Electron, which renews one account when told.
import { leaseOf } from '#domain/account-state';
import { sharedNow } from '#practice/looker/replaced-tokens';
import type { FromVictim, Profile, Sight, ToVictim } from './protocol';
import { createSteps } from './steps';
import { openEngine, type Engine } from './victim-engine';

const program = process.env['TORTURE_KEYCHAIN'] ?? null;
const steps = createSteps();
const say = (news: FromVictim): void => void process.send?.(news);
let opened: { readonly engine: Engine; readonly profile: Profile } | null = null;

function sightOf({ store }: Engine, accountId: string): Sight {
  const state = store.get().accounts[accountId];
  if (state === undefined) return { state: 'gone', failure: null };
  return { state: state.kind, failure: 'failure' in state ? state.failure : null };
}

function open(profile: Profile): void {
  const engine = openEngine(profile, { program, steps, say });
  opened = { engine, profile };
  say({ say: 'opened', trouble: engine.trouble, ...sightOf(engine, profile.accountId) });
}

async function renew({ killAt, isRecording }: Extract<ToVictim, { ask: 'renew' }>): Promise<void> {
  if (opened === null) throw new Error('not opened');
  const { engine, profile } = opened;
  const { accountId } = profile;
  say({ say: 'began', at: sharedNow() });
  if (killAt !== null || isRecording) steps.start(killAt);
  const renewed = await engine.renew(accountId);
  if (renewed.ok) say({ say: 'published', at: sharedNow() });
  await engine.file.settled();
  const taken = steps.stop();
  const isAlive = renewed.ok && (await opensTheDoor(engine, accountId));
  say({ say: 'done', ok: renewed.ok, isAlive, steps: taken, ...sightOf(engine, accountId) });
}

async function opensTheDoor({ store, liveTokens, api, vault }: Engine, accountId: string): Promise<boolean> {
  const state = store.get().accounts[accountId];
  const token = liveTokens.get(accountId);
  if (state === undefined || leaseOf(state) === null || token === null) return false;
  const record = await vault.read(accountId);
  if (!record.ok) return false;
  const alive = await api.isAlive(record.value.binding.identityEndpoint, token.accessToken);
  return alive.ok && alive.value;
}

process.on('message', (told: ToVictim) => {
  if (told.ask === 'open') open(told.profile);
  else void renew(told);
});
// Whoever sits there alone is of no use.
process.on('disconnect', () => process.exit(0));
say({ say: 'ready' });
