// npm run demo: the whole story without an account anywhere, told by test/demo/story.ts against practice servers.
// With a display it opens the app for you; without one it plays the story itself and checks each step.
import { tellAboutSandbox } from './app-arguments.mjs';
import { bootstrapElectron } from './bootstrap.mjs';
import { inCheckout } from './bootstrap/checkout.mjs';
import { withProgress } from './bootstrap/progress.mjs';
import { asCommand } from './bootstrap/stop.mjs';
import { build } from './build.mjs';
import { bundle } from './bundle.mjs';
import { hasDisplay, runInDesktopSession } from './desktop-session.mjs';

const OUTPUT = inCheckout('out/demo-bin');

await asCommand(async () => {
  const { env } = await bootstrapElectron({ needs: hasDisplay() ? [] : ['headless', 'browser'] });
  tellAboutSandbox();
  await build({ env });
  const story = await withProgress('Preparing the demo', () => bundle('test/demo/story.ts', OUTPUT));
  return runInDesktopSession(process.execPath, [story, ...process.argv.slice(2)], { env, always: false });
});
