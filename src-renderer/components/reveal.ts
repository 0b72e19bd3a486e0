/** For what appears beside what was pressed, perhaps out of sight. */
export function reveal(node: HTMLElement): void {
  // Not flush with the edge of what scrolls.
  node.style.scrollMarginBlock = '14px';
  node.scrollIntoView({ block: 'nearest' });
}
