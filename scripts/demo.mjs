// npm run demo: the whole story without an account anywhere, told by test/demo/story.ts against practice servers.
// With a display it opens the app for you; without one it plays the story itself and checks each step.
import { tellAboutSandbox } from './app-arguments.mjs';
import { bootstrapElectron } from './bootstrap.mjs';
import { checkout, inCheckout } from './bootstrap/checkout.mjs';
import { withProgress } from './bootstrap/progress.mjs';
import { asCommand } from './bootstrap/stop.mjs';
import { build } from './build.mjs';
import { hasDisplay, runInDesktopSession } from './desktop-session.mjs';

const OUTPUT = inCheckout('out/demo-bin');

/**
 * Bundles the story for Node; what comes from node_modules stays there.
 * @returns {Promise<string>} the file to run
 */
async function bundleStory() {
  const vite = await import('vite');
  await vite.build({
    configFile: false,
    root: checkout,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: inCheckout('test/demo/story.ts'),
      outDir: OUTPUT,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'story.mjs' } },
    },
  });
  return `${OUTPUT}/story.mjs`;
}

await asCommand(async () => {
  const { env } = await bootstrapElectron({ needs: hasDisplay() ? [] : ['headless', 'browser'] });
  tellAboutSandbox();
  await build({ env });
  const story = await withProgress('Preparing the demo', bundleStory);
  return runInDesktopSession(process.execPath, [story, ...process.argv.slice(2)], { env, always: false });
});
