/** For what appears beside what was pressed, perhaps out of sight. */
export function reveal(node: HTMLElement): void {
  node.scrollIntoView({ block: 'nearest' });
}
