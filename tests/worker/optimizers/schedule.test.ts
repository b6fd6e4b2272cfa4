import { describe, expect, it } from 'vitest';
import { cosineRate } from '../../../worker/src/optimizers/schedule.ts';

describe('the cosine schedule', () => {
  const plain = { learningRate: 0.06, warmupFraction: 0 };

  it('starts at the peak, is at half of it half way, and ends near 0', () => {
    expect(cosineRate(0, 100, plain)).toBe(0.06);
    expect(cosineRate(50, 100, plain)).toBeCloseTo(0.03, 12);
    expect(cosineRate(99, 100, plain)).toBeCloseTo(0.06 * (0.5 + 0.5 * Math.cos(0.99 * Math.PI)), 12);
  });

  it('warms up in a straight line that reaches the peak once, then falls', () => {
    const rates = Array.from({ length: 50 }, (_, step) =>
      cosineRate(step, 50, { learningRate: 1, warmupFraction: 0.1 }),
    );
    [0.2, 0.4, 0.6, 0.8, 1, 1].forEach((rate, step) => expect(rates[step]).toBeCloseTo(rate, 12));
    for (let step = 6; step < 50; step++) expect(rates[step]).toBeLessThan(rates[step - 1]!);
    expect(Math.min(...rates)).toBeGreaterThan(0);
  });
});
