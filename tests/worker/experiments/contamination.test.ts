import { experimentConfigOf, measureDefinitions, Rng, type ExperimentConfigOf } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { contamination } from '../../../worker/src/experiments/contamination.ts';
import type { FinishedRun } from '../../../worker/src/experiments/experiment.ts';
import { plantedRun } from '../../factories/finished-run.ts';

const config = experimentConfigOf(
  'contamination',
  { run: { datapoints: 60 }, seeds: 4 },
  { small: true },
) as ExperimentConfigOf<'contamination'>;
const proxies = config.proxies!;
const ofClasses = proxies.find((proxy) => measureDefinitions[proxy].needsLabels)!;
const planted = 6;
const total = 60 + planted;

const isPlanted = (x: number): number => (x >= 60 ? 1 : 0);

/** A detector's values: `signal` of what is planted among noise. */
function rowsOf(signal: number, seed: string, encoders: number): Float64Array[] {
  const rng = Rng.fromSeed(seed);
  return Array.from({ length: encoders }, () =>
    Float64Array.from({ length: total }, (_, x) => signal * isPlanted(x) + rng.normal()),
  );
}

/** What each detector sees of the planted datapoints. */
interface Signals {
  score: number;
  neighbours: number;
  values: number;
  /** Of classes and gradients: nothing where left out. */
  classes?: number;
  gradients?: number;
}

function concluded({ score, neighbours, values, classes = 0, gradients = 0 }: Signals) {
  const found = contamination.runs(config).map(({ name, config: run }): [string, FinishedRun] => {
    const truth = Float64Array.from({ length: total }, (_, x) => score * isPlanted(x));
    const base = plantedRun({ truth, seed: run.seed, encoders: 8, noise: 0.3 });
    if (name.startsWith('score')) return [name, base];
    const signals = { neighbours, values, [ofClasses]: classes, 'gradient-coherence': gradients };
    const signal = signals[name.split(',')[0] as keyof typeof signals];
    return [name, { ...base, alignments: rowsOf(signal, name, 8) }];
  });
  return contamination.conclude(config, new Map(found));
}

describe('contamination', () => {
  it('plants other datapoints and trains other encoders for each seed, and measures one ensemble five ways', () => {
    const runs = contamination.runs(config);
    expect(runs.map(({ name }) => name)).toHaveLength(5 * 4);
    for (const { config: run, recipe } of runs) {
      expect(run.datapoints).toBe(total);
      expect(recipe!.plants.map(({ key }) => key)).toEqual(['rotated', 'noised']);
      expect(recipe!.seed).toBe(run.seed);
    }
    expect(new Set(runs.map(({ config: run }) => run.dataset)).size).toBe(4);
    expect(new Set(runs.map(({ config: run }) => run.seed)).size).toBe(4);
  });

  it.each([
    ['the score alone finds them', { score: 1, neighbours: 0, values: 0 }, ['HOLDS', 'HOLDS', 'HOLDS']],
    ['neighbours find them, the score does not', { score: 0, neighbours: 3, values: 3 }, [/CANNOT|NOT_HOLD/, 'DOES_NOT_HOLD', 'DOES_NOT_HOLD']],
    ['the score is turned', { score: -1, neighbours: 3, values: 3 }, ['DOES_NOT_HOLD', 'DOES_NOT_HOLD', 'DOES_NOT_HOLD']],
  ] as const)('when %s, says so', (_, signals, verdicts) => {
    const { statements } = concluded(signals);
    expect(statements).toHaveLength(3);
    statements.forEach(({ verdict }, at) => expect(verdict).toMatch(verdicts[at]!));
    expect(statements[1]!.reason).toContain('8 encoders instead of one');
  }); // prettier-ignore

  it('judges one encoder by what each alone reaches, not by their mean', () => {
    const { series } = concluded({ score: 1, neighbours: 1, values: 0 });
    const area = (key: string) => series.find((each) => each.key === `area.${key}`)!.points[0]!.y!;
    expect(area('neighbours')).toBeGreaterThan(0.6);
    expect(area('neighbours')).toBeLessThan(area('neighbours-all') - 0.05);
    expect(area('chance')).toBe(0.5);
    const precision = series.find(({ key }) => key === 'precision.chance')!.points[0]!.y;
    expect(precision).toBeCloseTo(planted / total, 12);
  });

  it('takes far from the class, and gradients that go another way, for signs of an outlier', () => {
    const { series } = concluded({ score: 1, neighbours: 1, values: 0, classes: 3, gradients: -3 });
    const found = (key: string) => series.find((each) => each.key === `area.${key}`)!;
    expect(proxies).toEqual(['gradient-coherence', ofClasses]);
    for (const key of proxies) {
      expect(found(key).points[0]!.y, key).toBeGreaterThan(0.9);
      expect(found(key).name).toContain('one encoder');
    }
    const cost = series.find(({ key }) => key === 'cost.encoders')!;
    expect(cost.points.map(({ y }) => y)).toEqual([8, 1, 8, 1, 8, 0, 1, 1]);
  });

  it('of an earlier version goes without them', () => {
    const earlier = { ...config, proxies: undefined };
    expect(contamination.runs(earlier)).toHaveLength(3 * 4);
  });

  it('asks all detectors about the datapoints that have a score, and about no others', () => {
    // One planted datapoint of each kind has a score; the others look as if they belonged, to the detectors without one.
    const isScored = (x: number): boolean => x < 60 || x === 60 || x === 63;
    const truth = Float64Array.from({ length: total }, (_, x) => (isScored(x) ? isPlanted(x) : -1));
    const found = contamination.runs(config).map(({ name, config: run }): [string, FinishedRun] => {
      const base = plantedRun({ truth, seed: run.seed, encoders: 8 });
      const own = [...base.scores.positions.keys()].filter((i) => isScored(base.scores.positions[i]!));
      const all = new Float64Array(base.scores.positions.length);
      const scores = {
        ...base.scores,
        positions: Int32Array.from(own, (i) => base.scores.positions[i]!),
        into: (weights: Float64Array, out: Float64Array) => {
          base.scores.into(weights, all);
          own.forEach((i, at) => (out[at] = all[i]!));
        },
      };
      const alignments = name.startsWith('score') ? base.alignments : Array<Float64Array>(8).fill(truth);
      return [name, { ...base, scores, alignments }];
    });
    const { series } = contamination.conclude(config, new Map(found));
    for (const key of ['score', 'neighbours', 'values']) {
      const { points } = series.find((each) => each.key === `area.${key}`)!;
      for (const { y } of points) expect(y, key).toBeGreaterThan(0.95);
    }
  });

  it('pairs the difference by seed: what a seed does to both leaves the interval', () => {
    const rng = Rng.fromSeed('luck');
    const luck = new Map<number, number>();
    const found = contamination.runs(config).map(({ name, config: run }): [string, FinishedRun] => {
      if (!luck.has(run.seed)) luck.set(run.seed, rng.integer(5));
      // So many planted datapoints are found under this seed, and one more by the score.
      const hits = luck.get(run.seed)! + (name.startsWith('score') ? 1 : 0);
      const row = Float64Array.from({ length: total }, (_, x) => (x >= 60 && x < 60 + hits ? 2 : x / total));
      const base = plantedRun({ truth: row, seed: run.seed, encoders: 8 });
      return [name, name.startsWith('score') ? base : { ...base, alignments: Array<Float64Array>(8).fill(row) }];
    }); // prettier-ignore
    const { statements } = contamination.conclude(config, new Map(found));
    expect(new Set(luck.values()).size).toBeGreaterThan(1);
    expect(statements[1]!.high! - statements[1]!.low!).toBeLessThan(0.06);
  });
});
