// A whole desk: practice servers, an inbox in the place of the browser, a person with a real browser, and the app.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPracticeGoogle, type PracticeGoogle, type PracticeGoogleOptions } from '#practice/google/start';
import { startPracticeLooker, type PracticeLooker, type PracticeLookerOptions } from '#practice/looker/start';
import { openInbox, type BrowserInbox } from '#support/browser-inbox';
import { aLookerInstance, writeCatalog } from '#support/catalog-file';
import { checkContract } from '#support/looker-contract';
import { startRobotBrowser, type RobotBrowser, type Sight, type SignInWish } from '#support/robot-browser';
import { dropProfile, newProfile, startApp, type RunningApp } from '#support/running-app';
import { onPage, type AppPage } from '#support/app-pages';

export type PracticeDesk = {
  readonly looker: PracticeLooker;
  readonly google: PracticeGoogle;
  readonly inbox: BrowserInbox;
  readonly person: RobotBrowser;
  readonly profile: string;
  /** Where a browser puts what the person downloads. */
  readonly downloads: string;
  /** Starts the app on the desk's profile; a second call after `quit` is a restart. */
  start(
    env?: Readonly<Record<string, string>>,
    args?: readonly string[],
  ): Promise<RunningApp & { readonly user: AppPage }>;
  /** What the person does in the browser after the app opened it. */
  answerBrowser(
    email: string,
    consent?: 'accept' | 'deny',
    more?: Pick<SignInWish, 'untick' | 'ignoresWarning'>,
  ): Promise<Sight>;
  /** Puts a client of the practice Google on the disk as its console's download, and says where. */
  clientFile(which: keyof PracticeGoogle['clients']): Promise<string>;
  /** Takes everything away, and throws if the app or its Looker broke Looker's contract. */
  close(): Promise<void>;
};

export type DeskOptions = {
  readonly google?: PracticeGoogleOptions;
  readonly looker?: PracticeLookerOptions;
  readonly tokenMarker?: string;
  /** Puts the practice Looker into the catalog; default true. A Google comes with its client file. */
  readonly isFurnished?: boolean;
};

export async function openPracticeDesk(options: DeskOptions = {}): Promise<PracticeDesk> {
  const marker = options.tokenMarker === undefined ? {} : { tokenMarker: options.tokenMarker };
  const looker = await startPracticeLooker({ ...marker, ...options.looker });
  const google = await startPracticeGoogle({ ...marker, ...options.google });
  const inbox = await openInbox();
  const person = await startRobotBrowser();
  const profile = await newProfile();
  const downloads = await mkdtemp(join(tmpdir(), 'daypass-downloads-'));
  const apps: RunningApp[] = [];
  if (options.isFurnished !== false) {
    await writeCatalog(profile, {
      instances: [aLookerInstance({ uiOrigin: looker.uiOrigin, apiOrigin: looker.apiOrigin })],
    });
  }
  return {
    looker,
    google,
    inbox,
    person,
    profile,
    downloads,
    async start(env = {}, args = []) {
      const practice = { DAYPASS_PRACTICE_GOOGLE: google.origin };
      const app = await startApp({ profile, env: { ...inbox.env, ...practice, ...env }, args });
      apps.push(app);
      return { ...app, user: onPage(app.page) };
    },
    async answerBrowser(email, consent = 'accept', more = {}) {
      await person.newPerson();
      return person.signIn(await inbox.next(10_000), { email, consent, ...more });
    },
    async clientFile(which) {
      const path = join(downloads, `client_secret_${google.clients[which].clientId}.json`);
      await writeFile(path, google.clientFile(which));
      return path;
    },
    async close() {
      for (const app of apps) await app.quit().catch(() => undefined);
      await person.close();
      await inbox.close();
      await looker.close();
      await google.close();
      await dropProfile(profile);
      await dropProfile(downloads);
      checkContract(looker);
    },
  };
}
