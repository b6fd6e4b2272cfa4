import { experimentConfigOf, type ExperimentConfigOf } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { duplicates, familiesOf } from '../../../worker/src/experiments/duplicates.ts';
import type { FinishedRun } from '../../../worker/src/experiments/experiment.ts';
import { plantedRun } from '../../factories/finished-run.ts';

const config = experimentConfigOf(
  'duplicates',
  { run: { datapoints: 100 }, familySizes: [2, 4], families: 10, seeds: 2 },
  { small: true },
) as ExperimentConfigOf<'duplicates'>;
const total = 100 + 10 + 30;

/** Scores by the size of the family; copies have a score that must not count. */
const concluded = (scoreOf: (size: number) => number) => {
  const found = duplicates.runs(config).map(({ name, config: run }): [string, FinishedRun] => {
    const { bySize } = familiesOf(config, run.seed);
    const sizeOf = (x: number): number =>
      x >= 100 ? Infinity : bySize[0]!.includes(x) ? 2 : bySize[1]!.includes(x) ? 4 : 1;
    const truth = Float64Array.from({ length: total }, (_, x) => (sizeOf(x) === Infinity ? 50 : scoreOf(sizeOf(x))));
    return [name, plantedRun({ truth, seed: run.seed, noise: 0.02 })];
  }); // prettier-ignore
  return duplicates.conclude(config, new Map(found));
};

describe('duplicates', () => {
  it('are planted in families of other datapoints for each seed', () => {
    const runs = duplicates.runs(config);
    expect(runs.map(({ config: run }) => run.datapoints)).toEqual([total, total]);
    const [first, second] = runs.map(({ recipe }) => recipe!.plants);
    expect(first).toMatchObject([{ key: 'repeated', copies: 1 }, { key: 'repeated', copies: 3 }]); // prettier-ignore
    expect(first).not.toEqual(second);
    const { bySize, alone } = familiesOf(config, 0);
    expect(new Set([...bySize.flat(), ...alone]).size).toBe(100);
    expect(bySize.map((family) => family.length)).toEqual([10, 10]);
  });

  it.each([
    ['hide memorization', (size: number) => 1 / size, ['HOLDS', 'HOLDS']],
    ['show it', (size: number) => size, ['DOES_NOT_HOLD', 'DOES_NOT_HOLD']],
  ] as const)('that %s are told so, by their originals alone', (_, scoreOf, verdicts) => {
    const { statements, series } = concluded(scoreOf);
    expect(statements.map(({ verdict }) => verdict)).toEqual(verdicts);
    const [points] = series.map((each) => each.points);
    expect(points!.map(({ x, n }) => [x, n])).toEqual([[1, 160], [2, 20], [4, 20]]); // prettier-ignore
    points!.forEach(({ x, y }) => expect(y).toBeCloseTo(scoreOf(x), 1));
  });

  it('that do nothing have an interval around 0', () => {
    for (const { low, high } of concluded(() => 0.5).statements) {
      expect(Math.abs((low! + high!) / 2)).toBeLessThan(0.02);
      expect(high! - low!).toBeGreaterThan(0);
    }
  });
});
