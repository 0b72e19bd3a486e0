// The vault over the OS keychain. A keychain that answers "nothing there" may simply be locked, so a sentinel entry
// tells absent from locked, and nothing is ever deleted because it could not be read.
import type { Failure } from '#domain/failure';
import { fail, ok, type Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import type { VaultRecord } from '#domain/token-set';
import type { Log, Vault } from '#usecases/ports';
import type { Keychain, KeychainTrouble } from './keychain';
import { parseRecord, toText } from './vault-record';

const sentinelAccount = 'sentinel';
const sentinelValue = 'daypass-sentinel-1';
const readLimit = 5_000;
const writeLimit = 10_000;
/** The first question may put the desktop's unlock dialog on the screen, and people need time to type. */
const unlockLimit = 120_000;

type Ports = {
  readonly keychain: Keychain;
  readonly name: string;
  readonly log: Log;
  /** Whether it answers without a question to the person; see `isKeychainOpen`. */
  readonly isOpen: () => Promise<boolean>;
};

/** What is known about the keychain in this run. */
type Desk = Ports & {
  hasAnswered: boolean;
  /** It let one call run out of time: the ones in line behind must not wait two minutes each. */
  isSilent: boolean;
};

export function createKeychainVault(ports: Ports): Vault {
  const desk: Desk = { ...ports, hasAnswered: false, isSilent: false };
  return {
    name: ports.name,
    check: () => check(desk),
    isOpen: ports.isOpen,
    close() {
      desk.keychain.close();
      desk.hasAnswered = false;
      desk.isSilent = false;
    },
    read: (id) => read(desk, id),
    write: (id, record) => write(desk, id, record),
    async remove(id) {
      const removed = await desk.keychain.remove(id, limitOf(desk, writeLimit));
      // A locked keychain answers "nothing to delete" just as calmly: only a readable one proves it.
      return removed.ok ? check(desk) : fail(failureOf(desk, removed.trouble));
    },
  };
}

/** Reads the sentinel, or writes it at first use: only a keychain that takes and returns it is readable. */
async function check(desk: Desk): Promise<Result<void>> {
  const { keychain } = desk;
  // Asked by a person, who may have to type a password.
  const limit = desk.hasAnswered ? readLimit : unlockLimit;
  const found = await keychain.get(sentinelAccount, limit);
  if (!found.ok) return fail(failureOf(desk, found.trouble));
  if (found.value !== sentinelValue) {
    const written = await keychain.set(sentinelAccount, sentinelValue, limit);
    if (!written.ok) return fail(lockedUnlessMissing(failureOf(desk, written.trouble)));
    const again = await keychain.get(sentinelAccount, readLimit);
    if (!again.ok) return fail(failureOf(desk, again.trouble));
    if (again.value !== sentinelValue) return fail({ kind: 'keychain-locked' });
  }
  desk.hasAnswered = true;
  desk.isSilent = false;
  return ok(undefined);
}

async function read(desk: Desk, id: string): Promise<Result<VaultRecord>> {
  const found = await desk.keychain.get(id, limitOf(desk, readLimit));
  if (!found.ok) return fail(failureOf(desk, found.trouble));
  if (found.value !== null) {
    desk.hasAnswered = true;
    return toRecord(found.value);
  }
  const readable = await check(desk);
  if (!readable.ok) return readable;
  // It may have been unlocked between the two questions: only now does "nothing there" mean that.
  const again = await desk.keychain.get(id, readLimit);
  if (!again.ok) return fail(failureOf(desk, again.trouble));
  return again.value === null ? fail({ kind: 'secret-missing' }) : toRecord(again.value);
}

function toRecord(text: string): Result<VaultRecord> {
  const record = parseRecord(text);
  return record === null ? fail({ kind: 'keychain-failed' }) : ok(record);
}

async function write(desk: Desk, id: string, record: VaultRecord): Promise<Result<void>> {
  const text = toText(record, reveal);
  if (!text.ok) return text;
  const written = await desk.keychain.set(id, text.value, limitOf(desk, writeLimit));
  if (!written.ok) return fail(lockedUnlessMissing(failureOf(desk, written.trouble)));
  const again = await desk.keychain.get(id, readLimit);
  if (!again.ok) return fail(failureOf(desk, again.trouble));
  if (again.value !== text.value) return fail({ kind: 'keychain-failed' });
  desk.hasAnswered = true;
  return ok(undefined);
}

function limitOf({ hasAnswered, isSilent }: Desk, usual: number): number {
  return hasAnswered || isSilent ? usual : unlockLimit;
}

function failureOf(desk: Desk, trouble: KeychainTrouble): Failure {
  desk.hasAnswered = false;
  desk.isSilent = trouble.kind === 'timed-out';
  desk.log.note('keychain trouble', { kind: trouble.kind });
  return toFailure(trouble);
}

function reveal(secret: Secret): string {
  return secret.reveal();
}

/** What libsecret says when no program offers the Secret Service, or there is no session bus to ask on. */
const noServiceWords =
  /org\.freedesktop\.secrets|ServiceUnknown|autolaunch|not provided|session bus|\bD-?Bus\b|No such file|Could not connect/i;

function toFailure(trouble: KeychainTrouble): Failure {
  if (
    trouble.kind === 'timed-out' ||
    (trouble.kind === 'refused' && /timeout was reached|timed out/i.test(trouble.message))
  )
    return { kind: 'keychain-timed-out' };
  if (trouble.kind === 'died') return { kind: 'keychain-failed' };
  // Locked first: its words may carry the bus's name as well.
  if (/lock|dismiss|cancel/i.test(trouble.message)) return { kind: 'keychain-locked' };
  return { kind: noServiceWords.test(trouble.message) ? 'keychain-missing' : 'keychain-failed' };
}

/** A keychain that can be asked but refuses to write is, nearly always, locked. */
function lockedUnlessMissing(failure: Failure): Failure {
  return failure.kind === 'keychain-failed' ? { kind: 'keychain-locked' } : failure;
}
