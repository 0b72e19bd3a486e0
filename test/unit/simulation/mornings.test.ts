import { expect, test } from 'vitest';
import { ratesOf } from '../../simulation/figures';
import { simulateOutage } from '../../simulation/outage';
import { simulateMorning } from '../../simulation/wake';

const wakeTime = [0, 900] as const;
const hourLater = [1200, 4500] as const;

test('a thousand computers that wake together ask over minutes, and an hour later as well (RT4)', async () => {
  const together = await simulateMorning({ desktops: 1000, arrival: 'peaked', isSpread: false });
  const spread = await simulateMorning({ desktops: 1000, arrival: 'peaked', isSpread: true });
  for (const [first, last] of [wakeTime, hourLater]) {
    const { peak, total } = ratesOf(spread.perSecond, first, last);
    expect(total).toBeGreaterThan(1000);
    expect(peak / total).toBeLessThanOrEqual(0.02);
    expect(peak).toBeLessThan(ratesOf(together.perSecond, first, last).peak / 1.5);
  }
});

// In single seconds it is mostly chance that decides: with three requests a second on average, some seconds have ten.
test.each(['answers-500', 'refuses-connections'] as const)(
  'a server that %s for ten minutes gets no ten seconds above three times the mean when it is back (RT7)',
  async (outage) => {
    const { after, busiestTen, during } = await simulateOutage(outage, 1000);
    expect(after.total).toBe(1000);
    expect(busiestTen).toBeLessThanOrEqual(3 * after.mean);
    expect(after.peak).toBeLessThan(during.peak);
  },
);
