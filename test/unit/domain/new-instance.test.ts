import { expect, test } from 'vitest';
import { freeName, nextFreePort } from '#domain/new-instance';
import { aCatalog, aLooker } from '#support/builders';

test('a port is proposed that no instance uses, so that two sign-ins never share a receiver', () => {
  const taken = aCatalog({
    instances: [aLooker({ id: 'a', redirectPort: 48_517 }), aLooker({ id: 'b', redirectPort: 48_518 })],
  });
  expect(nextFreePort(taken, 48_517)).toBe(48_519);
  expect(nextFreePort(taken, 50_000)).toBe(50_000);
  expect(nextFreePort(taken, null)).toBeNull();
});

test('a name that is taken gets a number, as people compare names', () => {
  const names = (...taken: string[]) =>
    aCatalog({ instances: taken.map((name, index) => aLooker({ id: `i${index}`, name })) });
  expect(freeName(names(), 'Acme')).toBe('Acme');
  expect(freeName(names('ACME'), 'Acme')).toBe('Acme 2');
  expect(freeName(names('Acme', 'acme 2', 'Other'), 'Acme')).toBe('Acme 3');
});
