import { describe, expect, it } from 'vitest';
import { Budget } from '../../../server/src/limits/budget.ts';

function budgetAt(limit: number) {
  const clock = { ms: 1_000_000 };
  return { clock, budget: new Budget(limit, () => clock.ms) };
}

describe('a budget', () => {
  it('gives until it is spent, and nothing of what is more than the rest', () => {
    const { budget } = budgetAt(10);
    expect([budget.take(7), budget.remaining]).toEqual([true, 3]);
    expect([budget.take(4), budget.remaining]).toEqual([false, 3]);
    expect([budget.take(3), budget.remaining]).toEqual([true, 0]);
  });

  it('is whole again a minute after it was first touched, not before', () => {
    const { budget, clock } = budgetAt(10);
    const reset = budget.resetAt.getTime();
    expect(reset - clock.ms).toBe(60_000);
    budget.take(10);
    clock.ms = reset - 1;
    expect([budget.remaining, budget.secondsToReset]).toEqual([0, 1]);
    clock.ms = reset;
    expect([budget.remaining, budget.secondsToReset]).toEqual([10, 60]);
  });
});
