// A receiver as one sign-in opens it, and the genuine answer a browser would bring to it.
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { Secret } from '#domain/secret';
import { createReceiver } from '#node/loopback-receiver';
import { findPortHolder } from '#node/port-holder';
import { sendRaw, toRawRequest, type RawAnswer } from '#support/raw-http';
import type { Door } from '#usecases/ports';

export const receiver = createReceiver({ findPortHolder });

/** A door and the state it waits for. */
export type Waiting = {
  readonly door: Door;
  readonly port: number;
  readonly state: string;
  /** `Host: 127.0.0.1:PORT`. */
  readonly host: string;
  /** `/callback?code=...&state=...`, right in every way. */
  readonly target: string;
};

/** Opens a receiver that is closed with the test at the latest. */
export async function openWaiting(path = '/callback'): Promise<Waiting> {
  const state = randomBytes(32).toString('base64url');
  const opened = await receiver.open({ port: null, path, registered: null, state: new Secret(state) });
  if (!opened.ok) throw new Error(`no receiver: ${opened.failure.kind}`);
  const door = opened.value;
  onTestFinished(() => door.close());
  const host = `Host: 127.0.0.1:${door.port}`;
  return { door, port: door.port, state, host, target: `${path}?code=genuine-code&state=${state}` };
}

/** A browser's navigation to a target: genuine unless the test changes something. */
export function toNavigation({ host }: Waiting, target: string, extra: readonly string[] = []): string {
  return toRawRequest({ target, headers: [host, ...browserHeaders, ...extra] });
}

/** What Chromium sends with a top-level redirect from another site. */
export const browserHeaders: readonly string[] = [
  'Connection: keep-alive',
  'Upgrade-Insecure-Requests: 1',
  'Accept: text/html,application/xhtml+xml',
  'Sec-Fetch-Site: cross-site',
  'Sec-Fetch-Mode: navigate',
  'Sec-Fetch-Dest: document',
  'Accept-Encoding: gzip, deflate, br',
];

/** Brings a target to the receiver the way a browser does. */
export function navigate(
  waiting: Waiting,
  target = waiting.target,
  extra: readonly string[] = [],
): Promise<RawAnswer> {
  return sendRaw(waiting.port, toNavigation(waiting, target, extra));
}

/** What the app got so far: the code, an error, or nothing yet. */
export async function answerSoFar({ door }: Waiting, waitMs = 5): Promise<string | null> {
  const outcome = await Promise.race([door.answer, delay(waitMs, null)]);
  if (outcome === null) return null;
  if (!outcome.ok) return outcome.failure.kind;
  return outcome.value.get('code') ?? outcome.value.get('error');
}

/** The proof that nothing before did any harm: the genuine answer still gets through, once. */
export async function theGenuineAnswerStillWorks(waiting: Waiting): Promise<boolean> {
  if ((await answerSoFar(waiting)) !== null) return false;
  const { status } = await navigate(waiting);
  return status === 303 && (await answerSoFar(waiting)) === 'genuine-code';
}
