/**
 * `duplicates`: does a near-duplicate hide that a datapoint is memorized?
 *
 * Families are planted: randomly chosen originals with 1, 3, … copies that differ by noise which nobody sees. Under half split an encoder that did
 * not see a datapoint saw each of its copies with probability ½, so that what it lacks is made up for: the score of a datapoint falls with its family
 * (Feldman & Zhang 2020, on near-duplicates of CIFAR-10). Only originals are compared, families being drawn at random, so that those
 * of different sizes differ by their copies alone; the members of a family are not independent of each other.
 * Intervals: two-way bootstrap over encoders × datapoints within a seed; over several seeds the estimates are averaged and the errors with them, as independent.
 * Cost: one ensemble a seed, on the originals and their copies.
 */
import {
  axis,
  contrastInterval,
  mean,
  meanIntervals,
  Rng,
  statementAbove,
  type ExperimentConfigOf,
  type ExperimentResult,
  type Interval,
} from '@engram/core';
import { derivedSlug, plantedCount, type DatasetRecipe } from '../datasets/derived/recipe.ts';
import { defineExperiment, type FinishedRun, type FinishedRuns, type NamedRun } from './experiment.ts';
import { namedRun, runOf, seedsOf } from './runs/run-of.ts';

type Config = ExperimentConfigOf<'duplicates'>;

const defaultCount = 500;
const countOf = ({ run }: Config): number => run.datapoints ?? defaultCount;
const runName = (seed: number): string => `seed ${seed}`;

/** Originals of each family size, and those that stand alone, as positions. */
export function familiesOf(config: Config, seed: number): { bySize: number[][]; alone: number[] } {
  const order = [...Rng.fromSeed(seed).split('families').permutation(countOf(config))];
  // Where they are many, each size has an equal share, and one is left for those that stand alone.
  const most = Math.floor(countOf(config) / (config.familySizes.length + 1));
  const each = Math.min(config.families, most);
  const bySize = config.familySizes.map((_, at) => order.slice(at * each, (at + 1) * each));
  return { bySize, alone: order.slice(config.familySizes.length * each) };
}

function runs(config: Config): NamedRun[] {
  return seedsOf(config).map((seed) => {
    const { bySize } = familiesOf(config, seed);
    const plants = config.familySizes.map((size, at) => ({
      ...{ key: 'repeated' as const, copies: size - 1 },
      datapoints: [...bySize[at]!].sort((a, b) => a - b),
    }));
    const recipe: DatasetRecipe = { base: config.run.dataset, datapoints: countOf(config), plants, seed };
    const planted = plants.reduce((sum, plant) => sum + plantedCount(plant), 0);
    const changes = { seed, dataset: derivedSlug(recipe), datapoints: countOf(config) + planted };
    return { ...namedRun(runName(seed), config.run, changes), recipe };
  });
}

/** The mean of independent estimates; its interval is as wide as the root of the mean square says. */
function averaged(parts: readonly (Interval | null)[]): Interval {
  const known = parts.filter((part) => typeof part?.estimate === 'number');
  if (known.length < parts.length || parts.length === 0) return { estimate: null, low: null, high: null };
  const estimate = mean(known.map((part) => part!.estimate!));
  if (known.some((part) => part!.low === null || part!.high === null))
    return { estimate, low: null, high: null };
  const half =
    Math.sqrt(known.reduce((sum, part) => sum + ((part!.high! - part!.low!) / 2) ** 2, 0)) / known.length;
  return { estimate, low: estimate - half, high: estimate + half };
}

const intervalOf = (
  found: { mean: number; low: number | null; high: number | null } | null | undefined,
): Interval | null => (found ? { estimate: found.mean, low: found.low, high: found.high } : null);

function conclude(config: Config, found: FinishedRuns): ExperimentResult {
  const { confidence } = config.run.scoring;
  const seeds = seedsOf(config).map((seed) => ({
    ...familiesOf(config, seed),
    run: runOf(found, runName(seed)),
    rng: Rng.fromSeed(seed).split('duplicates'),
  }));
  type Seed = (typeof seeds)[number];
  const meanOf = (group: (seed: Seed) => readonly number[]): Interval =>
    averaged(
      seeds.map((seed) =>
        intervalOf(meanIntervals(seed.run.scores, [group(seed)], seed.rng, { confidence })[0]),
      ),
    );
  const lowered = (at: number): Interval =>
    averaged(
      seeds.map(({ run, alone, bySize, rng }) =>
        intervalOf(contrastInterval(run.scores, alone, bySize[at]!, rng, { confidence })),
      ),
    );
  const sizes = [1, ...config.familySizes];
  const groupOf = (at: number) => (seed: Seed) => (at === 0 ? seed.alone : seed.bySize[at - 1]!);
  return {
    series: [
      {
        ...{ key: 'score.originals', name: 'mean score of the originals' },
        ...{ x: axis('datapoints in the family'), y: axis('mean memorization score') },
        points: sizes.map((size, at) => {
          const { estimate, low, high } = meanOf(groupOf(at));
          const n = seeds.reduce((sum, seed) => sum + scoredOf(seed.run, groupOf(at)(seed)), 0);
          return { x: size, y: estimate, low, high, n };
        }),
      },
    ],
    statements: config.familySizes.map((size, at) =>
      statementAbove(
        `Near-duplicates hide memorization: the mean score of datapoints with ${size - 1} ${size === 2 ? 'copy' : 'copies'} is below that of datapoints without.`,
        lowered(at),
        { confidence, source: 'arXiv 2008.03703' },
      ),
    ),
  };
}

/** How many of these have a score. */
function scoredOf({ scores }: FinishedRun, positions: readonly number[]): number {
  const known = new Set(scores.positions);
  return positions.filter((position) => known.has(position)).length;
}

export const duplicates = defineExperiment({ key: 'duplicates', runs, conclude });
