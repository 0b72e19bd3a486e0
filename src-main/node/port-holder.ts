// Who listens on a port. Linux tells through /proc without starting anything; elsewhere the answer is null.
import { readdir, readFile, readlink } from 'node:fs/promises';

const listening = '0A';

/** The name of the program that listens on a TCP port of this computer, null when it cannot be found out. */
export async function findPortHolder(port: number): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  try {
    const sockets = await listeningSockets(port);
    return sockets.size === 0 ? null : await ownerOf(sockets);
  } catch {
    // Another user's program, or a system without /proc: then it stays unnamed.
    return null;
  }
}

/** Socket inodes that listen on the port, from the kernel's table (address:port is the second column, in hex). */
async function listeningSockets(port: number): Promise<ReadonlySet<string>> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(readIfThere));
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = tables.flatMap((table) => table.split('\n').map((row) => row.trim().split(/\s+/)));
  return new Set(
    rows
      .filter((row) => row[1]?.endsWith(wanted) === true && row[3] === listening)
      .map((row) => `socket:[${row[9] ?? ''}]`),
  );
}

/** All processes at once: one link after the other takes longer than a person should wait for a sentence. */
async function ownerOf(sockets: ReadonlySet<string>): Promise<string | null> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const holds = await Promise.all(processes.map((id) => holdsOneOf(id, sockets)));
  const owner = processes.find((_id, index) => holds[index]);
  if (owner === undefined) return null;
  const name = (await readIfThere(`/proc/${owner}/comm`)).trim();
  return name === '' ? null : name;
}

async function holdsOneOf(id: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const descriptors = await readdir(`/proc/${id}/fd`).catch(() => []);
  const targets = await Promise.all(
    descriptors.map((descriptor) => readlink(`/proc/${id}/fd/${descriptor}`).catch(() => '')),
  );
  return targets.some((target) => sockets.has(target));
}

async function readIfThere(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
