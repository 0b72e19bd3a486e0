// Rings when a sign-in comes so near to its end that it is worth saying: nothing else changes in that moment.
import { warnsFrom } from '#domain/forecast';
import type { Account } from '#domain/account';
import type { Providers } from '#domain/provider';
import type { Clock } from '../ports';
import type { Alarms } from './alarms';
import { findInstance, type Store } from '../store';

export type ForecastAlarmPorts = {
  readonly store: Store;
  readonly providers: Providers;
  readonly clock: Pick<Clock, 'now'>;
  readonly alarms: Alarms;
  /** What people see has to be made anew. */
  readonly onDue: () => void;
};

/** Returns the way to stop. */
export function createForecastAlarm(ports: ForecastAlarmPorts): () => void {
  const { store, alarms, onDue } = ports;
  let seen: readonly Account[] | null = null;
  const alarm = alarms.add(() => {
    onDue();
    plan();
  });

  function plan(): void {
    const { accounts } = store.get().catalog;
    seen = accounts;
    const moments = accounts.flatMap((account) => momentOf(ports, account) ?? []);
    alarm.setFor(moments.length === 0 ? null : moments.reduce((a, b) => Math.min(a, b)));
  }

  plan();
  return store.subscribe(({ catalog }) => {
    if (catalog.accounts !== seen) plan();
  });
}

/** Epoch ms to come; null for one that is over, or an account without an end. */
function momentOf({ store, providers, clock }: ForecastAlarmPorts, account: Account): number | null {
  const instance = findInstance(store.get(), account.instanceId);
  if (!instance.ok || account.storedIn === null || account.signedOut) return null;
  const { atLatest } = providers[instance.value.provider].endsOf(instance.value, account);
  const from = atLatest === null ? null : warnsFrom(account.signedInAt, atLatest);
  return from !== null && from > clock.now() ? from : null;
}
