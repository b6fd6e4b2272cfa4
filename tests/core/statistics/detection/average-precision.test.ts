import { averagePrecision, Rng } from '@engram/core';
import { expect, it } from 'vitest';

/** Of each planted datapoint, the fraction of planted ones among all that have at least its score; by loops. */
function naive(scores: readonly number[], planted: readonly boolean[]): number {
  let [sum, count] = [0, 0];
  scores.forEach((score, i) => {
    if (!planted[i]) return;
    const above = scores.map((_, j) => j).filter((j) => scores[j]! >= score);
    sum += above.filter((j) => planted[j]).length / above.length;
    count++;
  });
  return sum / count;
}

it('is the mean precision at the planted datapoints, equal scores together', () => {
  const rng = Rng.fromSeed(1);
  for (let draw = 0; draw < 50; draw++) {
    const scores = Array.from({ length: 30 }, () => rng.integer(12));
    const planted = scores.map((_, i) => i === 0 || rng.uniform() < 0.2);
    expect(averagePrecision(scores, planted)).toBeCloseTo(naive(scores, planted), 12);
  }
});

it('is 1 for a perfect ranking, the share for one that tells nothing, and nothing without planted ones', () => {
  expect(averagePrecision([3, 4, 1, 2], [true, true, false, false])).toBe(1);
  expect(averagePrecision([1, 1, 1, 1], [true, false, false, false])).toBe(0.25);
  expect(averagePrecision([1, 2], [false, false])).toBeNull();
});
