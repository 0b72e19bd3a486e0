// npm run pack: an unpacked app in dist/, as it would be shipped for this platform.
import { bootstrapElectron } from './bootstrap.mjs';
import { toSeconds, withProgress } from './bootstrap/progress.mjs';
import { inCheckout } from './bootstrap/checkout.mjs';
import { asCommand, Stop } from './bootstrap/stop.mjs';
import { runNode } from './bootstrap/run.mjs';
import { build } from './build.mjs';
import { findPacked, toMegabytes } from './pack/packed-app.mjs';

await asCommand(async () => {
  const startedAt = Date.now();
  const { electron, env } = await bootstrapElectron();
  await build({ env });
  const own =
    electron.kind === 'stand-in'
      ? [`-c.electronDist=${electron.dist}`, `-c.electronVersion=${electron.version}`]
      : [`-c.electronDist=${electron.dist}`];
  const script = inCheckout('node_modules/electron-builder/cli.js');
  const { code, output } = await withProgress('Packing', () =>
    runNode(script, ['--dir', '--publish', 'never', ...own, ...process.argv.slice(2)], { env }),
  );
  if (code !== 0) throw new Stop(`${output.trim()}\nThe app could not be packed; the reason stands above.`);
  const packed = await findPacked();
  if (packed === undefined) throw new Stop(`${output.trim()}\nThe packed app was not found in dist/.`);
  console.log(
    `Packed in ${toSeconds(Date.now() - startedAt)} with Electron ${electron.version} (${electron.kind}).`,
  );
  console.log(`The app: ${packed.folder}`);
  console.log(`Its own code, without Electron: ${toMegabytes(packed.bytes)}`);
});
