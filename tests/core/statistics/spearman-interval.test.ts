import { describe, expect, it } from 'vitest';
import { Rng, spearman, spearmanInterval } from '@engram/core';

describe('spearmanInterval', () => {
  it('is that of Bonett and Wright', () => {
    // tanh(atanh .5 ± 1.95996 · √(1.125 / 17))
    const { low, high } = spearmanInterval(0.5, 20)!;
    expect(low).toBeCloseTo(0.0451, 3);
    expect(high).toBeCloseTo(0.7832, 3);
  });

  it('has a width where the order is perfect, and tells nothing from four pairs', () => {
    expect(spearmanInterval(1, 4)!.low).toBeLessThan(0);
    const six = spearmanInterval(1, 6)!;
    expect(six.low).toBeGreaterThan(0);
    expect(six.low).toBeLessThan(0.9);
    expect(six.high).toBe(1);
    expect(spearmanInterval(-1, 6)).toEqual({ low: -1, high: -six.low });
    expect(spearmanInterval(1, 3)).toBeNull();
  });

  it.each([5, 6, 12])('of %i unrelated pairs seldom leaves out 0', (pairs) => {
    const rng = Rng.fromSeed('unrelated');
    let outside = 0;
    for (let i = 0; i < 2000; i++) {
      const draw = () => Array.from({ length: pairs }, () => rng.normal());
      const { low, high } = spearmanInterval(spearman(draw(), draw())!, pairs)!;
      if (low > 0 || high < 0) outside++;
    }
    expect(outside / 2000).toBeLessThan(0.075);
  });
});
