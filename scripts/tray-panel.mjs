// node scripts/tray-panel.mjs: the tray of the built app in a real panel, Xfce's, on a screen that nobody sees, as
// docs/images/tray-panel-light.png and tray-panel-dark.png: the icon with nobody signed in, with all fresh, and when
// somebody is needed, with the menu open. Takes half a minute. Not part of npm test.
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { bootstrapElectron } from './bootstrap.mjs';
import { inCheckout } from './bootstrap/checkout.mjs';
import { asCommand, Stop } from './bootstrap/stop.mjs';
import { build } from './build.mjs';
import { runInDesktopSession } from './desktop-session.mjs';

const run = promisify(execFile);
const IMAGES = inCheckout('docs/images');
/** Pixels: the size of the screen that desktop-session.mjs opens, and of the panel at its upper edge. */
const SCREEN = { width: 1400, height: 900 };
const PANEL = 28;
/** What the picture shows of the screen, from its upper right corner. */
const VIEW = { width: 580, height: 310 };
const WALL = { light: '#c9d3ce', dark: '#1d2522' };

/** @typedef {'light' | 'dark'} Theme */

/**
 * A panel along the upper edge with nothing on it but the tray, at its right end.
 * @param {Theme} theme
 * @returns {string}
 */
function panelSettings(theme) {
  return `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="${String(theme === 'dark')}"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="double" value="100"/>
      <property name="size" type="uint" value="${PANEL}"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-2" type="string" value="systray"/>
    <property name="plugin-3" type="string" value="separator">
      <property name="style" type="uint" value="0"/>
    </property>
  </property>
</channel>
`;
}

/**
 * The program that keeps Xfce's settings; on the session's bus nothing starts by itself.
 * @returns {Promise<string>}
 */
async function settingsProgram() {
  for (const folder of await readdir('/usr/lib')) {
    const place = `/usr/lib/${folder}/xfce4/xfconf`;
    if ((await readdir(place).catch(() => /** @type {string[]} */ ([]))).includes('xfconfd'))
      return join(place, 'xfconfd');
  }
  throw new Stop('xfconfd was not found below /usr/lib.');
}

/**
 * @param {Theme} theme
 * @returns {Promise<() => void>} ends it
 */
async function openPanel(theme) {
  const folder = join(process.env['XDG_CONFIG_HOME'] ?? '', 'xfce4/xfconf/xfce-perchannel-xml');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'xfce4-panel.xml'), panelSettings(theme));
  const env = { ...process.env, XDG_CURRENT_DESKTOP: 'XFCE' };
  const settings = spawn(await settingsProgram(), [], { env, stdio: 'ignore' });
  await sleep(500);
  const panel = spawn('xfce4-panel', ['--disable-wm-check'], { env, stdio: 'ignore' });
  await sleep(2500);
  return () => {
    panel.kill();
    settings.kill();
  };
}

/**
 * The practice desk of the tests, which is TypeScript.
 * @returns {Promise<typeof import('../test/support/practice-desk')>}
 */
async function practiceDesk() {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(inCheckout('test/support/practice-desk.ts'), { configFile: false });
  return /** @type {typeof import('../test/support/practice-desk')} */ (module);
}

/**
 * @param {Theme} theme
 * @param {string} file
 * @param {number} height
 */
async function takePicture(theme, file, height) {
  await run('import', ['-window', 'root', file]);
  const place = `${VIEW.width}x${height}+${SCREEN.width - VIEW.width}+0`;
  const wall = ['-fill', WALL[theme], '-draw', `color 2,${height - 2} floodfill`];
  await run('convert', [file, '-crop', place, '+repage', ...(height > PANEL ? wall : []), file]);
}

/**
 * @param {import('../test/support/practice-desk').PracticeDesk} desk
 * @param {Awaited<ReturnType<import('../test/support/practice-desk').PracticeDesk['start']>>} app
 */
async function signInAll(desk, app) {
  await app.user.select('Practice Looker');
  await app.user.signIn();
  for (const name of ['ana.ruiz', 'ben.okafor', 'carla.lind']) {
    if (name !== 'ana.ruiz') await app.user.signInAsSomebodyElse();
    await desk.answerBrowser(`${name}@acme.example`);
    await app.user.row(`${name}@acme.example`).waitFor();
  }
}

/**
 * The story, inside of a session: nobody signed in, all fresh, one account that needs her.
 * @param {Theme} theme
 */
async function play(theme) {
  const { openPracticeDesk } = await practiceDesk();
  const closePanel = await openPanel(theme);
  const desk = await openPracticeDesk();
  const folder = await mkdtemp(join(tmpdir(), 'daypass-tray-'));
  const file = (/** @type {string} */ name) => join(folder, `${name}.png`);
  try {
    const app = await desk.start();
    const away = () =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await sleep(2000);
    await takePicture(theme, file('1'), PANEL);
    await signInAll(desk, app);
    await sleep(1000);
    await takePicture(theme, file('2'), PANEL);
    desk.looker.revokeEverythingOf('512');
    await app.user.select('ben.okafor@acme.example');
    await app.user.refresh();
    await app.user.row('ben.okafor@acme.example').getByText('Sign in again').waitFor();
    await away();
    // The panel puts its only icon near its right end.
    await run('xdotool', ['mousemove', String(SCREEN.width - 20), String(PANEL / 2), 'click', '3']);
    await sleep(1500);
    await run('xdotool', ['mousemove_relative', '--', '-120', '60']);
    await sleep(700);
    await takePicture(theme, file('3'), VIEW.height);
    const target = join(IMAGES, `tray-panel-${theme}.png`);
    const gap = ['-background', WALL[theme], '-gravity', 'north', '-splice', '0x8'];
    await run('convert', [file('1'), file('2'), file('3'), ...gap, '-append', '-strip', target]);
    console.log(target);
  } finally {
    await desk.close();
    closePanel();
    await rm(folder, { recursive: true, force: true });
  }
}

await asCommand(async () => {
  const [inside, theme] = process.argv.slice(2);
  if (inside === '--inside') {
    await play(theme === 'dark' ? 'dark' : 'light');
    return 0;
  }
  const { electron, env } = await bootstrapElectron({ needs: ['headless', 'browser', 'panel'] });
  await build({ env });
  for (const one of ['light', 'dark']) {
    const told = { ...env, DAYPASS_ELECTRON: electron.program };
    const args = [fileURLToPath(import.meta.url), '--inside', one];
    const code = await runInDesktopSession(process.execPath, args, { env: told });
    if (code !== 0) return code;
  }
  return 0;
});
