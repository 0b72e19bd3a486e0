// A session bus on which nothing is started on demand: what answers on it was put there on purpose.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { firstLine, startDaemon } from './daemon.mjs';

/**
 * @param {string} folder
 * @returns {string}
 */
function configuration(folder) {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${join(folder, 'bus')}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

/**
 * @param {string} folder private to the session; its path holds no character that XML or D-Bus would read otherwise
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ daemon: import('./daemon.mjs').Daemon, env: NodeJS.ProcessEnv }>}
 */
export async function startBus(folder, env) {
  const file = join(folder, 'bus.conf');
  await writeFile(file, configuration(folder));
  const args = [`--config-file=${file}`, '--nofork', '--nopidfile', '--print-address=3'];
  const daemon = startDaemon('dbus-daemon', args, { env });
  const address = await firstLine(daemon);
  return { daemon, env: { DBUS_SESSION_BUS_ADDRESS: address, NO_AT_BRIDGE: '1' } };
}
