import { describe, expect, it } from 'vitest';
import { experimentConfigOf, Rng, type ExperimentConfigOf, type Series } from '@engram/core';
import { agreement } from '../../../worker/src/experiments/agreement.ts';
import { plantedRun } from '../../factories/finished-run.ts';

const count = 200;
const config = experimentConfigOf('agreement', {}, { small: true }) as ExperimentConfigOf<'agreement'>;
const draw = (label: string): number[] => {
  const rng = Rng.fromSeed(label);
  return Array.from({ length: count }, () => rng.normal());
};

/** Truths of the two methods that correlate by ρ; the same masks for runs of one seed, as in real runs. */
function runsWith(rho: number, noise: number, t = 32) {
  const a = draw('a');
  const other = draw('b');
  const b = a.map((value, x) => rho * value + Math.sqrt(1 - rho * rho) * other[x]!);
  const planted = (truth: number[], seed: number) => plantedRun({ truth, seed, noise, encoders: t });
  return new Map([
    ['simclr, seed 0', planted(a, 1)],
    ['simclr, seed 1', planted(a, 2)],
    ['vicreg, seed 0', planted(b, 3)],
    ['vicreg, seed 1', planted(b, 4)],
  ]);
}

const pointOf = (series: readonly Series[], key: string, at: number) =>
  series.find((each) => each.key === key)!.points[at]!;

describe('agreement', () => {
  it('asks for every method under every seed, on one configuration', () => {
    const runs = agreement.runs(config);
    expect(runs.map(({ name }) => name)).toEqual([
      ...['simclr, seed 0', 'simclr, seed 1', 'vicreg, seed 0', 'vicreg, seed 1'],
    ]);
    expect(runs[0]!.config.method).toEqual(config.run.method);
    expect(new Set(runs.map(({ config: { seed } }) => seed))).toEqual(new Set([0, 1]));
  });

  it('of methods with the same planted truth reaches the ceiling that their noise allows, not 1', () => {
    const { series, statements } = agreement.conclude(config, runsWith(1, 2));
    const found = pointOf(series, 'spearman.found', 1);
    const ceiling = pointOf(series, 'spearman.ceiling', 1).y!;
    expect(found.y).toBeGreaterThan(0.5);
    expect(found.y).toBeLessThan(0.85);
    expect(Math.abs(found.y! - ceiling)).toBeLessThan(0.1);
    const claim = statements.find((statement) => statement.claim.startsWith('simclr and vicreg rank'))!;
    expect(claim.verdict).toBe('HOLDS');
    expect(claim.low!).toBeLessThan(found.y!);
  });

  it('of methods that have nothing in common is chance, however well each repeats', () => {
    const { series, statements } = agreement.conclude(config, runsWith(0, 0.5));
    expect(pointOf(series, 'spearman.found', 0).y).toBeGreaterThan(0.9);
    expect(Math.abs(pointOf(series, 'spearman.found', 1).y!)).toBeLessThan(0.2);
    expect(pointOf(series, 'overlap.chance', 1).y).toBeCloseTo(0.05, 12);
    const claim = statements.find((statement) => statement.claim.startsWith('simclr and vicreg rank'))!;
    expect(claim.verdict).not.toBe('HOLDS');
  });

  it('compares runs of different seeds only: those of one seed share their masks', () => {
    const runs = runsWith(0, 0.5);
    // As if the group effect of a seed were all there is: equal within a seed, unrelated between seeds.
    const first = plantedRun({ truth: draw('seed 0'), seed: 1 });
    const second = plantedRun({ truth: draw('seed 1'), seed: 2 });
    for (const name of runs.keys()) runs.set(name, name.endsWith('0') ? first : second);
    const { series } = agreement.conclude(config, runs);
    expect(Math.abs(pointOf(series, 'spearman.found', 1).y!)).toBeLessThan(0.2);
  });

  it('covers the planted correlation: the interval holds the value that endless datapoints would give', () => {
    let covered = 0;
    const draws = 40;
    for (let seed = 0; seed < draws; seed++) {
      const rng = Rng.fromSeed(`cover ${seed}`);
      const a = Array.from({ length: count }, () => rng.normal());
      const b = a.map((value) => 0.6 * value + 0.8 * rng.normal());
      const run = (truth: number[], salt: number) =>
        plantedRun({ truth, seed: 100 * seed + salt, encoders: 16 });
      const runs = new Map([
        ['simclr, seed 0', run(a, 1)],
        ['simclr, seed 1', run(a, 2)],
        ['vicreg, seed 0', run(b, 3)],
        ['vicreg, seed 1', run(b, 4)],
      ]);
      const { low, high } = pointOf(agreement.conclude(config, runs).series, 'spearman.found', 1);
      // Spearman of a bivariate normal: 6/π · asin(ρ/2)
      const truth = (6 / Math.PI) * Math.asin(0.3);
      if (low! <= truth && high! >= truth) covered++;
    }
    expect(covered / draws).toBeGreaterThanOrEqual(0.85);
  });

  describe('across datasets', () => {
    const across = { ...config, methods: ['simclr' as const], otherDatasets: ['drawn-otherwise'] };
    const truth = draw('a');
    /** The same datapoints in reverse order, under other indices. */
    function runsOn(
      other: number[],
      nameOf: (x: number) => { sourceId: string | null; contentHash: string },
    ) {
      const here = [1, 2].map((seed) => ({
        ...plantedRun({ truth, seed, noise: 0.5 }),
        sourceIds: truth.map((_, x) => nameOf(x).sourceId),
        contentHashes: truth.map((_, x) => nameOf(x).contentHash),
      }));
      const there = [3, 4].map((seed) => {
        const run = plantedRun({ truth: other.toReversed(), seed, noise: 0.5, from: 1000 });
        return {
          ...run,
          config: { ...run.config, dataset: 'drawn-otherwise' },
          sourceIds: here[0]!.sourceIds.toReversed(),
          contentHashes: here[0]!.contentHashes.toReversed(),
        };
      });
      return new Map([
        ...here.map((run, s) => [`simclr, seed ${s}`, run] as const),
        ...there.map((run, s) => [`simclr on drawn-otherwise, seed ${s}`, run] as const),
      ]);
    }
    const byId = (x: number) => ({ sourceId: `id ${x}`, contentHash: `own content ${x}` });
    const found = (runs: ReturnType<typeof runsOn>) =>
      agreement
        .conclude(across, runs)
        .statements.find(({ claim }) => claim.startsWith('simclr and simclr on drawn-otherwise rank'))!;

    it('asks for each method on each dataset', () => {
      expect(
        agreement.runs(across).map(({ name, config: { dataset, seed } }) => [name, dataset, seed]),
      ).toEqual([
        ...[0, 1].map((seed) => [`simclr, seed ${seed}`, 'mnist', seed]),
        ...[0, 1].map((seed) => [`simclr on drawn-otherwise, seed ${seed}`, 'drawn-otherwise', seed]),
      ]);
    });

    it('finds that the same datapoints are memorized, by the ids of their source', () => {
      expect(found(runsOn(truth, byId)).verdict).toBe('HOLDS');
      expect(found(runsOn(truth, byId)).estimate!).toBeGreaterThan(0.8);
      expect(found(runsOn(draw('b'), byId)).verdict).not.toBe('HOLDS');
    });

    it('goes by contents where there are no ids, and cannot tell where nothing is shared', () => {
      expect(
        found(runsOn(truth, (x) => ({ sourceId: null, contentHash: `content ${x}` }))).estimate!,
      ).toBeGreaterThan(0.8);
      const apart = runsOn(truth, byId);
      for (const [name, run] of apart)
        if (name.includes(' on '))
          apart.set(name, {
            ...run,
            sourceIds: run.sourceIds.map((id) => `other ${id}`),
            contentHashes: run.contentHashes.map((id) => `other ${id}`),
          });
      expect(found(apart).verdict).toBe('CANNOT_BE_TOLD');
    });
  });
});
