// A person in front of a browser: logs in at a practice server, agrees or not, and tells what is on the screen.
// Real Chromium, so that cookies, redirects and the page that the app's receiver shows are the real ones.
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';

/** Who logs in and what they decide. */
export type SignInWish = {
  readonly email: string;
  /** The practice servers take any; default 'practice'. */
  readonly password?: string;
  readonly consent: 'accept' | 'deny';
  /** Scopes whose box is unticked before accepting; each must have one. Default none. */
  readonly untick?: readonly string[];
  /** Goes on behind the warning of an app that Google has not verified; default false, which stops there. */
  readonly ignoresWarning?: boolean;
};

/** What the browser shows at the end. */
export type Sight = {
  readonly finalUrl: string;
  readonly title: string;
  /** The visible text. */
  readonly text: string;
};

/** A robot with a browser. */
export type RobotBrowser = {
  /** Opens the address and walks through chooser, login and consent as far as they are shown, up to the page after them. */
  signIn(url: string, wish: SignInWish): Promise<Sight>;
  /** Opens the address and only looks. */
  look(url: string): Promise<Sight>;
  /** Saves what the browser shows now as a PNG. */
  screenshot(path: string): Promise<void>;
  /** From now on somebody else sits there: no cookies, no history. */
  newPerson(): Promise<void>;
  close(): Promise<void>;
};

/** How the browser is started. */
export type RobotBrowserOptions = {
  /** Default true. */
  readonly headless?: boolean;
  /** Default: the environment's DAYPASS_CHROMIUM, else /usr/bin/chromium. */
  readonly executablePath?: string;
};

const stepTimeoutMs = 10_000;

async function readSight(page: Page): Promise<Sight> {
  await page.waitForLoadState('load');
  const text = await page.locator('body').innerText();
  return { finalUrl: page.url(), title: await page.title(), text };
}

/** An address that leads to nobody shows the browser's own page: for a person that is a sight as well. */
async function openAddress(page: Page, url: string): Promise<void> {
  try {
    await page.goto(url);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('net::ERR_')) throw error;
  }
}

async function isShown(page: Page, button: string): Promise<boolean> {
  return page.getByRole('button', { name: button, exact: true }).isVisible();
}

/** Clicking waits for the answer of the form, through all redirects. */
async function pressAndWait(page: Page, button: string): Promise<void> {
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: button, exact: true }).click();
  await loaded;
}

async function passLogin(page: Page, wish: SignInWish): Promise<void> {
  if (!(await isShown(page, 'Log in'))) return;
  await page.getByLabel('Email').fill(wish.email);
  await page.getByLabel('Password').fill(wish.password ?? 'practice');
  await pressAndWait(page, 'Log in');
}

/** Takes the account if it is offered; otherwise the login page comes next. */
async function passChooser(page: Page, wish: SignInWish): Promise<void> {
  if (!(await isShown(page, 'Use another account'))) return;
  const isOffered = await isShown(page, wish.email);
  await pressAndWait(page, isOffered ? wish.email : 'Use another account');
}

async function passWarning(page: Page, wish: SignInWish): Promise<void> {
  if (wish.ignoresWarning !== true || !(await isShown(page, 'Back to safety'))) return;
  await page.getByText('Advanced', { exact: true }).click();
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: /^Go to .* \(unsafe\)$/ }).click();
  await loaded;
}

async function untick(page: Page, scope: string): Promise<void> {
  await page
    .getByRole('checkbox')
    .and(page.locator(`[value=${JSON.stringify(scope)}]`))
    .uncheck();
}

async function passConsent(page: Page, wish: SignInWish): Promise<void> {
  if (!(await isShown(page, 'Accept'))) return;
  for (const scope of wish.untick ?? []) await untick(page, scope);
  await pressAndWait(page, wish.consent === 'accept' ? 'Accept' : 'Deny');
}

async function sitDown(browser: Browser): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext();
  context.setDefaultTimeout(stepTimeoutMs);
  return { context, page: await context.newPage() };
}

function launch(options: RobotBrowserOptions): Promise<Browser> {
  return chromium.launch({
    headless: options.headless ?? true,
    executablePath: options.executablePath ?? process.env['DAYPASS_CHROMIUM'] ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** Starts the browser with one person in front of it. */
export async function startRobotBrowser(options: RobotBrowserOptions = {}): Promise<RobotBrowser> {
  const browser = await launch(options);
  let seat = await sitDown(browser);
  return {
    async signIn(url, wish) {
      await openAddress(seat.page, url);
      await passChooser(seat.page, wish);
      await passLogin(seat.page, wish);
      await passWarning(seat.page, wish);
      await passConsent(seat.page, wish);
      return readSight(seat.page);
    },
    async look(url) {
      await openAddress(seat.page, url);
      return readSight(seat.page);
    },
    async screenshot(path) {
      await seat.page.screenshot({ path });
    },
    async newPerson() {
      await seat.context.close();
      seat = await sitDown(browser);
    },
    close: () => browser.close(),
  };
}
