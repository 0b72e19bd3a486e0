import '#support/fakes/without-electron';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toQuickPlace } from '#electron/quick-window';

test('the quick copy opens in the middle of the screen', () => {
  expect(toQuickPlace({ x: 1920, y: 30, width: 1280, height: 770 })).toEqual({
    x: 2280,
    y: 205,
    width: 560,
    height: 420,
  });
});

test('on every screen all of it is to be seen', () => {
  const side = fc.integer({ min: 1, max: 8_000 });
  const start = fc.integer({ min: -8_000, max: 8_000 });
  fc.assert(
    fc.property(fc.record({ x: start, y: start, width: side, height: side }), (screen) => {
      const place = toQuickPlace(screen);
      expect(place.x).toBeGreaterThanOrEqual(screen.x);
      expect(place.y).toBeGreaterThanOrEqual(screen.y);
      expect(place.x + place.width).toBeLessThanOrEqual(screen.x + screen.width);
      expect(place.y + place.height).toBeLessThanOrEqual(screen.y + screen.height);
    }),
  );
});
