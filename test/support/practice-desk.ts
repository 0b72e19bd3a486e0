// A whole desk: practice servers, an inbox in the place of the browser, a person with a real browser, and the app.
import { startPracticeGoogle, type PracticeGoogle } from '#practice/google/start';
import { startPracticeLooker, type PracticeLooker, type PracticeLookerOptions } from '#practice/looker/start';
import { openInbox, type BrowserInbox } from '#support/browser-inbox';
import { aGoogleInstance, aLookerInstance, writeCatalog } from '#support/catalog-file';
import { checkContract } from '#support/looker-contract';
import { startRobotBrowser, type RobotBrowser } from '#support/robot-browser';
import { dropProfile, newProfile, startApp, type RunningApp } from '#support/running-app';
import { onPage, type AppPage } from '#support/app-pages';

export type PracticeDesk = {
  readonly looker: PracticeLooker;
  readonly google: PracticeGoogle;
  readonly inbox: BrowserInbox;
  readonly person: RobotBrowser;
  readonly profile: string;
  /** Starts the app on the desk's profile; a second call after `quit` is a restart. */
  start(env?: Readonly<Record<string, string>>): Promise<RunningApp & { readonly user: AppPage }>;
  /** What the person does in the browser after the app opened it. */
  answerBrowser(email: string, consent?: 'accept' | 'deny'): Promise<void>;
  /** Takes everything away, and throws if the app or its Looker broke Looker's contract. */
  close(): Promise<void>;
};

export type DeskOptions = {
  readonly looker?: PracticeLookerOptions;
  readonly tokenMarker?: string;
  /** Puts both practice servers into the catalog; default true. */
  readonly isFurnished?: boolean;
};

export async function openPracticeDesk(options: DeskOptions = {}): Promise<PracticeDesk> {
  const marker = options.tokenMarker === undefined ? {} : { tokenMarker: options.tokenMarker };
  const looker = await startPracticeLooker({ ...marker, ...options.looker });
  const google = await startPracticeGoogle(marker);
  const inbox = await openInbox();
  const person = await startRobotBrowser();
  const profile = await newProfile();
  const apps: RunningApp[] = [];
  if (options.isFurnished !== false) {
    await writeCatalog(profile, {
      instances: [
        aLookerInstance({ uiOrigin: looker.uiOrigin, apiOrigin: looker.apiOrigin }),
        aGoogleInstance(google.origin, google.client.clientId),
      ],
    });
  }
  return {
    looker,
    google,
    inbox,
    person,
    profile,
    async start(env = {}) {
      const app = await startApp({ profile, env: { ...inbox.env, ...env } });
      apps.push(app);
      return { ...app, user: onPage(app.page) };
    },
    async answerBrowser(email, consent = 'accept') {
      await person.newPerson();
      await person.signIn(await inbox.next(10_000), { email, consent });
    },
    async close() {
      for (const app of apps) await app.quit().catch(() => undefined);
      await person.close();
      await inbox.close();
      await looker.close();
      await google.close();
      await dropProfile(profile);
      checkContract(looker);
    },
  };
}
