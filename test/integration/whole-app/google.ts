// The app at a practice Google: clients come in by their files, people walk through its pages, time passes at both ends.
import { createServer, type AddressInfo } from 'node:net';
import type { Failure } from '#domain/failure';
import type { GoogleChoices } from '#domain/google/client-draft';
import { ok } from '#domain/result';
import type { AccountView, InstanceView } from '#domain/view';
import type { ClientKey } from '#practice/google/projects';
import type { PracticeGoogle } from '#practice/google/start';
import { practiceEndpoints } from '#providers/google-endpoints';
import { createHttpWalker, type HttpWalker, type Stop } from '#support/http-walker';
import type { ClientPreview } from '#usecases/instances/google-clients';
import { toView } from '#usecases/to-view';
import { goTo, openDesk, type Desk } from './desk';
import { toProviders, valueOf } from './parts';

/** How people decide at Google's pages, and what happens on the way back. */
export type Habits = {
  consent: 'approve' | 'deny';
  /** Scopes whose boxes lose their tick. */
  untick: readonly string[];
  /** Changes what the browser brings back. */
  bend: (back: URL) => void;
  /** The address the browser finds for the host of the redirect URI; null for the usual one. */
  comesTo: string | null;
};

export type AtGoogle = {
  readonly google: PracticeGoogle;
  readonly desk: Desk;
  readonly habits: Habits;
  /** Every address the browser was opened with. */
  readonly asked: readonly URL[];
};

export const anaMail = 'ana.ruiz@acme.example';
export const benMail = 'ben.okafor@acme.example';
export const danaMail = 'dana.gray@gmail.example';
export const hour = 3_600_000;
export const day = 24 * hour;

/** A computer without any instance, where a browser knows the way to a practice Google only. */
export function openDeskAtGoogle(google: PracticeGoogle): AtGoogle {
  const asked: URL[] = [];
  const habits: Habits = { consent: 'approve', untick: [], bend: () => undefined, comesTo: null };
  const desk = openDesk(
    [],
    (person) => ({
      open(url) {
        asked.push(new URL(url));
        person.errand = walk(url, person.email, habits);
        return Promise.resolve(ok(undefined));
      },
    }),
    toProviders(practiceEndpoints(google.origin)),
  );
  return { google, desk, habits, asked };
}

async function walk(url: string, email: string, habits: Habits): Promise<Stop> {
  const walker = createHttpWalker();
  let page = await walker.open(url);
  if (page.html.includes('value="login"')) page = await walker.submit(page, { step: 'login', email });
  if (page.html.includes('value="consent"')) page = await decide(walker, page, habits);
  if (page.sentTo === undefined) return page;
  const back = new URL(page.sentTo);
  habits.bend(back);
  await goTo(back.href, habits.comesTo ?? undefined);
  return page;
}

function decide(walker: HttpWalker, page: Stop, { consent, untick }: Habits): Promise<Stop> {
  const boxes = [...page.html.matchAll(/name="tick ([^"]+)"/g)].map(([, scope = '']) => scope);
  const ticked = boxes.filter((scope) => !untick.includes(scope));
  return walker.submit(page, {
    step: 'consent',
    decision: consent,
    ...(boxes.length === 0 ? {} : { boxes: 'shown' }),
    ...Object.fromEntries(ticked.map((scope) => [`tick ${scope}`, scope])),
  });
}

export function toChoices(part: Partial<GoogleChoices> = {}): GoogleChoices {
  return {
    name: 'Looker Studio',
    purpose: 'studio-read',
    scopes: '',
    redirectUri: '',
    audience: 'unknown',
    ...part,
  };
}

/** Opens a client file and sees what is in it. */
export async function previewed(desk: Desk, text: string): Promise<ClientPreview> {
  desk.files.contents.set('/home/ana/client_secret.json', text);
  const preview = valueOf(await desk.imports.previewFile('/home/ana/client_secret.json'));
  if (preview.kind !== 'google-client') throw new Error(`a preview of ${preview.kind}`);
  return preview;
}

/** Adds an instance as somebody does who downloaded the file of a client. Returns its id. */
export async function added(
  { google, desk }: Pick<AtGoogle, 'google' | 'desk'>,
  key: ClientKey,
  choices: Partial<GoogleChoices> = {},
): Promise<string> {
  const preview = await previewed(desk, google.clientFile(key));
  const redirectUri = preview.redirectUris[0]?.uri ?? '';
  const wanted = toChoices({
    name: `${key} ${desk.store.get().catalog.instances.length}`,
    redirectUri,
    ...choices,
  });
  return valueOf(await desk.googleClients.addImported(preview.importId, wanted)).instanceId;
}

/** An instance for Google Ads, which everybody is asked about on a page. */
export function addedForAds(at: AtGoogle, key: ClientKey = 'desktop'): Promise<string> {
  return added(at, key, { purpose: 'ads', name: `Ads with ${key}` });
}

/** Signs an account in once more, from its own row. */
export async function signedInAgain(desk: Desk, accountId: string): Promise<string> {
  const { instanceId } = desk.accountOf(accountId);
  desk.signIn.start(instanceId, accountId);
  const progress = await desk.outcome(instanceId);
  if (progress.kind !== 'done') throw new Error(`not signed in: ${JSON.stringify(progress)}`);
  await desk.quiet();
  return progress.accountId;
}

/** How a sign-in of somebody new ends that does not work. */
export async function failedSignIn(desk: Desk, instanceId: string): Promise<Failure> {
  desk.signIn.start(instanceId, null);
  const progress = await desk.outcome(instanceId);
  if (progress.kind !== 'failed') throw new Error(`it is ${progress.kind}, and should have failed`);
  return progress.failure;
}

/** What the window shows of an instance. */
export function instanceViewOf(desk: Desk, instanceId: string): InstanceView {
  const surroundings = {
    providers: desk.providers,
    vaultName: desk.vault.name,
    desktop: { os: 'linux', tray: true } as const,
    renewsAt: () => null,
  };
  const { instances } = toView(desk.store.get(), surroundings, desk.clock.now(), 1);
  const found = instances.find(({ id }) => id === instanceId);
  if (found === undefined) throw new Error(`no instance ${instanceId} in the view`);
  return found;
}

/** What the window shows of an account. */
export function accountViewOf(desk: Desk, accountId: string): AccountView {
  const { instanceId } = desk.accountOf(accountId);
  const found = instanceViewOf(desk, instanceId).accounts.find(({ id }) => id === accountId);
  if (found === undefined) throw new Error(`no account ${accountId} in the view`);
  return found;
}

/** At Google and on this computer. */
export function timePasses({ google, desk }: Pick<AtGoogle, 'google' | 'desk'>, milliseconds: number): void {
  google.passTime(milliseconds);
  desk.clock.skip(milliseconds);
}

export type Seen = PracticeGoogle['requests'][number];

/** What Google was asked at a path, oldest first. */
export function requestsTo({ requests }: PracticeGoogle, path: string): readonly Seen[] {
  return requests.filter((request) => request.path === path);
}

/** The last request to a path; fails when there was none. */
export function lastRequestTo(google: PracticeGoogle, path: string): Seen {
  const last = requestsTo(google, path).at(-1);
  if (last === undefined) throw new Error(`nobody asked ${path}`);
  return last;
}

/** A port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
