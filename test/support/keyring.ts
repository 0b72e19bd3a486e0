// Session buses and keyrings of a test's own: unlocked, locked, hung, missing. Every file lives in one temporary
// folder, so nobody's own keyring is ever touched; ended with the test that opened them, by their process ids.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const password = 'the password of this test';

/** A session bus on which only what a test starts can answer. */
export type PrivateBus = {
  readonly env: NodeJS.ProcessEnv;
  /** Starts a gnome-keyring over this bus's folder; the files of an earlier one are found again. */
  startKeyring(how?: { readonly locked?: boolean }): Promise<Keyring>;
  /** What `secret-tool search` shows of a service: values, labels and attributes. */
  search(service: string): Promise<string>;
  close(): Promise<void>;
};

export type Keyring = {
  /** Ends it, as after a crash: nothing is said on the bus. */
  kill(): Promise<void>;
  /** Stops and continues the process; a stopped one owns its name and never answers. */
  freeze(): void;
  thaw(): void;
};

const configuration = (folder: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=${join(folder, 'bus')}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_type="method_call"/><allow own="*"/>
<allow receive_type="signal"/><allow receive_type="method_return"/><allow receive_type="error"/></policy>
</busconfig>`;

export async function openPrivateBus(): Promise<PrivateBus> {
  // Sockets have short names only.
  const folder = await mkdtemp('/tmp/daypass-bus-');
  const running: ChildProcess[] = [];
  const env = await toEnvironment(folder);
  const config = join(folder, 'bus.conf');
  await writeFile(config, configuration(folder));
  const bus = start(
    'dbus-daemon',
    [`--config-file=${config}`, '--nofork', '--nopidfile', '--print-address=1'],
    env,
  );
  running.push(bus);
  await once(bus.stdout!, 'data');

  return {
    env,
    async startKeyring({ locked = false } = {}) {
      const unlocking = locked ? [] : ['--unlock'];
      const daemon = start(
        'gnome-keyring-daemon',
        [...unlocking, '--components=secrets', '--foreground'],
        env,
      );
      running.push(daemon);
      daemon.stdin?.end(locked ? '' : password);
      await untilOwned(env, true);
      return toKeyring(daemon, env);
    },
    async search(service) {
      const { stdout, stderr } = await run('secret-tool', ['search', '--all', 'service', service], { env });
      return stdout + stderr;
    },
    async close() {
      for (const child of running.reverse()) await end(child);
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}

async function toEnvironment(folder: string): Promise<NodeJS.ProcessEnv> {
  const own = { XDG_RUNTIME_DIR: 'run', XDG_DATA_HOME: 'data', XDG_CONFIG_HOME: 'config', HOME: 'home' };
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, 'bus')}`,
  };
  for (const [name, path] of Object.entries(own)) {
    env[name] = join(folder, path);
    await mkdir(join(folder, path), { mode: 0o700 });
  }
  return env;
}

function start(program: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(program, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
}

function toKeyring(daemon: ChildProcess, env: NodeJS.ProcessEnv): Keyring {
  return {
    async kill() {
      await end(daemon);
      await untilOwned(env, false);
    },
    freeze: () => void daemon.kill('SIGSTOP'),
    thaw: () => void daemon.kill('SIGCONT'),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function untilOwned(env: NodeJS.ProcessEnv, isWanted: boolean): Promise<void> {
  const ask = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  const question = [...ask, 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  for (let waited = 0; waited < 10_000; waited += 30) {
    const { stdout } = await run('dbus-send', question, { env });
    if (stdout.includes('true') === isWanted) return;
    await delay(30);
  }
  throw new Error(`The keyring did not ${isWanted ? 'appear on' : 'leave'} the bus.`);
}
