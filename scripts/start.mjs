// npm start: opens the app.
import { sandboxArguments, tellAboutSandbox } from './app-arguments.mjs';
import { bootstrapElectron } from './bootstrap.mjs';
import { checkout } from './bootstrap/checkout.mjs';
import { asCommand, Stop } from './bootstrap/stop.mjs';
import { build } from './build.mjs';
import { hasDisplay, runToEnd } from './desktop-session.mjs';

await asCommand(async () => {
  if (!hasDisplay()) {
    throw new Stop('There is no display to open a window on. "npm run demo" shows the app without one.');
  }
  const { electron, env } = await bootstrapElectron();
  await build({ env });
  tellAboutSandbox();
  return runToEnd(electron.program, [...sandboxArguments(), checkout, ...process.argv.slice(2)], { env });
});
