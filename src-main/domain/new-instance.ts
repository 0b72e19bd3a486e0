// What is proposed for an instance that is about to be added.
import { hasInstanceNamed, type Catalog } from './catalog';

/** A port no other instance uses, so that two sign-ins never share a receiver; null where any will do. */
export function nextFreePort(catalog: Catalog, first: number | null): number | null {
  if (first === null) return null;
  const used = new Set(catalog.instances.map(({ redirectPort }) => redirectPort));
  let port = first;
  while (used.has(port)) port += 1;
  return port;
}

/** The wanted name, with a number behind it if it is taken. */
export function freeName(catalog: Catalog, wanted: string): string {
  let name = wanted;
  for (let number = 2; hasInstanceNamed(catalog, name, null); number += 1) name = `${wanted} ${number}`;
  return name;
}
