/** Lets the keyboard scroll a region that has nothing in it to go to. */
export function reachScroll(node: HTMLElement): () => void {
  const look = (): void => {
    const isLong = node.scrollHeight > node.clientHeight;
    const hasStop = node.querySelector('button, input, select, textarea, summary') !== null;
    if (isLong && !hasStop) node.tabIndex = 0;
    else node.removeAttribute('tabindex');
  };
  const observer = new ResizeObserver(look);
  observer.observe(node);
  for (const child of node.children) observer.observe(child);
  return () => {
    observer.disconnect();
  };
}
