/** A hidden page may be given no frame at all; it does not wait for one longer than this. */
const longestWait = 150;

/** Resolves when the browser has had its chance to paint what is there now. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, longestWait);
  });
}
