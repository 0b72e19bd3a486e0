// Memory of a program and everything it started, as Linux accounts for it.
import { readdir, readFile } from 'node:fs/promises';

/**
 * @param {string} path
 * @returns {Promise<string>} empty where the process has just ended
 */
async function readOrEmpty(path) {
  return readFile(path, 'utf8').catch((error) => {
    if (error.code === 'EACCES') throw new Error(`The memory of a process may not be read here: ${path}`);
    return '';
  });
}

/** @returns {Promise<Map<number, number[]>>} parent to children, of all processes */
async function childrenByParent() {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const pid of pids) {
    const stat = await readOrEmpty(`/proc/${pid}/stat`);
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  return children;
}

/**
 * The proportional set size (each shared page divided by its users), summed over the tree.
 * @param {number} root
 * @returns {Promise<{ bytes: number, processes: number }>}
 */
export async function measureTree(root) {
  const children = await childrenByParent();
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  let bytes = 0;
  for (const pid of tree) {
    const pss = /^Pss:\s+(\d+) kB/m.exec(await readOrEmpty(`/proc/${pid}/smaps_rollup`))?.[1];
    bytes += Number(pss ?? 0) * 1024;
  }
  return { bytes, processes: tree.length };
}
