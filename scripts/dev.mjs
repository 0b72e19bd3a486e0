// npm run dev: the app with hot reload of the window, and a restart when main or preload change.
import { sandboxArguments, tellAboutSandbox } from './app-arguments.mjs';
import { bootstrapElectron } from './bootstrap.mjs';
import { inCheckout } from './bootstrap/checkout.mjs';
import { asCommand, Stop } from './bootstrap/stop.mjs';
import { forgetBuild } from './build.mjs';
import { hasDisplay, runToEnd } from './desktop-session.mjs';

await asCommand(async () => {
  if (!hasDisplay()) {
    throw new Stop('There is no display to open a window on. "npm run demo" shows the app without one.');
  }
  const { electron, env } = await bootstrapElectron();
  await forgetBuild(); // dev writes its own code into out/
  tellAboutSandbox();
  const script = inCheckout('node_modules/electron-vite/bin/electron-vite.js');
  const sandbox = sandboxArguments().length > 0 ? ['--noSandbox'] : [];
  const major = electron.version.split('.')[0];
  const args = [script, 'dev', '--watch', ...sandbox, '--', ...process.argv.slice(2)];
  return runToEnd(process.execPath, args, { env: { ...env, ELECTRON_MAJOR_VER: major } });
});
