// Whatever takes longer than two seconds says so, and says again that it still runs.

const QUIET_MS = 1500;
const REMIND_MS = 10_000;

/**
 * Seconds for people: `0.4 s`, `12 s`.
 * @param {number} ms
 * @returns {string}
 */
export function toSeconds(ms) {
  return `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;
}

/**
 * Runs `work`; prints `label` once it has taken a while, then every ten seconds, then its end.
 * @template T
 * @param {string} label what is being done, as in "Fetching Electron"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(label, work) {
  const startedAt = Date.now();
  let shown = false;
  const show = () => {
    const so = shown ? `still running after ${toSeconds(Date.now() - startedAt)}` : '...';
    console.log(shown ? `  ${label}: ${so}` : `${label} ${so}`);
    shown = true;
  };
  const first = setTimeout(show, QUIET_MS);
  const again = setInterval(show, REMIND_MS);
  try {
    return await work();
  } finally {
    clearTimeout(first);
    clearInterval(again);
    if (shown) console.log(`  ${label}: ended after ${toSeconds(Date.now() - startedAt)}`);
  }
}
