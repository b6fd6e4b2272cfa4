/**
 * `agreement`: do methods memorize the same datapoints?
 *
 *   ρ(a, b) = mean over seeds s ≠ s′ of Spearman(m under a with seed s, m under b with seed s′)
 *
 * Only runs of different seeds are compared: those of one seed share their masks, so that what a random half of the datapoints does to a
 * score (the group effect) would look like agreement. ρ(a, a) is then how far the ranking of method a repeats with other encoders, and
 * √(ρ(a, a) ρ(b, b)) the most that ρ(a, b) can be expected to reach (Spearman 1904). Overlap@k stands beside chance, k/N. With `otherDatasets`, each
 * method is also compared with itself on those, over the datapoints that both hold.
 * Source: arXiv 2401.12233, agreement across methods; SCIENCE.md §9. Sign: 1 = the same ranking. Cost: methods × seeds runs.
 */
import {
  agreementCeiling,
  axis,
  categoryAxis,
  kendallTauB,
  overlapAtK,
  Rng,
  spearman,
  statementAbove,
  topSize,
  type ExperimentConfigOf,
  type MethodKey,
  type Series,
  type Statement,
} from '@engram/core';
import { defineExperiment, type FinishedRun, type FinishedRuns, type NamedRun } from './experiment.ts';
import { methodChanges } from './runs/method-run.ts';
import { namedRun, runOf, seedsOf } from './runs/run-of.ts';
import {
  scoreStatistic,
  type ScoreInterval,
  type ScoreSource,
  type ScoreStatistic,
} from './intervals/score-samples.ts';

type Config = ExperimentConfigOf<'agreement'>;

/** One method on one dataset. */
interface Variant {
  readonly name: string;
  readonly method: MethodKey;
  readonly dataset: string;
}

const runName = (variant: string, seed: number): string => `${variant}, seed ${seed}`;

/** Those of the run's dataset first. */
const variantsOf = ({ run, methods, otherDatasets = [] }: Config): Variant[] =>
  [run.dataset, ...otherDatasets].flatMap((dataset) =>
    [...new Set(methods)].map((method) => ({
      ...{ method, dataset },
      name: dataset === run.dataset ? method : `${method} on ${dataset}`,
    })),
  );

const runs = (config: Config): NamedRun[] =>
  variantsOf(config).flatMap(({ name, method, dataset }) =>
    seedsOf(config).map((seed) =>
      namedRun(runName(name, seed), config.run, { seed, dataset, ...methodChanges(config.run, method) }),
    ),
  );

/** What is compared: methods on the run's dataset with each other, and each method with itself on other datasets. */
function comparisonsOf(config: Config): [Variant, Variant][] {
  const variants = variantsOf(config);
  const isCompared = (a: Variant, b: Variant): boolean =>
    a.method === b.method || (a.dataset === config.run.dataset && b.dataset === config.run.dataset);
  return variants.flatMap((a, i) =>
    variants.slice(i).flatMap((b): [Variant, Variant][] => (isCompared(a, b) ? [[a, b]] : [])),
  );
}

/** Pairs of runs of two variants, or of one, that share no seed. */
function pairsOf(config: Config, a: string, b: string): [string, string][] {
  const seeds = seedsOf(config);
  return seeds.flatMap((s) =>
    seeds
      .filter((other) => (a === b ? other > s : other !== s))
      .map((other): [string, string] => [runName(a, s), runName(b, other)]),
  );
}

/**
 * The runs with names for their datapoints that are the same in all of them: their indices in one dataset; else the ids of their sources, or their
 * contents where those have nothing in common.
 */
function comparable(compared: readonly FinishedRun[]): ScoreSource[] {
  const [first] = compared;
  if (compared.every(({ config }) => config.dataset === first!.config.dataset)) return [...compared];
  const known = new Set(first!.sourceIds);
  const haveIds = compared.every(({ sourceIds }) => sourceIds.every((id) => id !== null));
  const isShared = haveIds && compared.every(({ sourceIds }) => sourceIds.some((id) => known.has(id)));
  return compared.map(({ scores, sourceIds, contentHashes }) => ({
    scores,
    indices: isShared ? (sourceIds as readonly string[]) : contentHashes,
  }));
}

/** Mean of a statistic of two rankings over all pairs of runs of two methods. */
function meanOver(
  config: Config,
  found: FinishedRuns,
  [a, b]: readonly [string, string],
  statistic: (x: Float64Array, y: Float64Array) => number | null,
  bounds: readonly [number, number],
): ScoreInterval {
  const pairs = pairsOf(config, a, b);
  const names = [...new Set(pairs.flat())];
  const places = pairs.map(([x, y]) => [names.indexOf(x), names.indexOf(y)] as const);
  const whole: ScoreStatistic = (scores) => {
    const values = places.map(([x, y]) => statistic(scores[x]!, scores[y]!));
    return values.some((value) => value === null)
      ? null
      : values.reduce<number>((sum, value) => sum + value!, 0) / values.length;
  };
  return scoreStatistic(comparable(names.map((name) => runOf(found, name))), whole, {
    rng: Rng.fromSeed(config.run.seed).split('agreement', a, b),
    confidence: config.run.scoring.confidence,
    bounds,
  });
}

interface Pair {
  variants: readonly [Variant, Variant];
  name: string;
  spearman: ScoreInterval;
  kendall: ScoreInterval;
  overlap: ScoreInterval;
  chance: number;
}

function conclude(config: Config, found: FinishedRuns) {
  const pairs = comparisonsOf(config).map((variants) => pairOf(config, found, variants));
  const ownReliability = new Map(
    pairs
      .filter(({ variants: [a, b] }) => a.name === b.name)
      .map(({ variants: [a], spearman: own }) => [a.name, own.estimate]),
  );
  const ceilings = pairs.map(({ variants: [a, b] }) =>
    agreementCeiling(ownReliability.get(a.name), ownReliability.get(b.name)),
  );
  return {
    series: seriesOf(config, pairs, ceilings),
    statements: pairs.flatMap((pair, at) => statementsOf(config, pair, ceilings[at]!)),
  };
}

function pairOf(config: Config, found: FinishedRuns, variants: readonly [Variant, Variant]): Pair {
  const [a, b] = [variants[0].name, variants[1].name];
  const top: (x: Float64Array, y: Float64Array) => number | null = (x, y) =>
    x.length === 0 ? null : overlapAtK(x, y, topSize(x.length, config.topPercent)).overlap;
  const overlap = meanOver(config, found, [a, b], top, [0, 1]);
  return {
    variants,
    name: a === b ? `${a}, other seeds` : `${a} and ${b}`,
    spearman: meanOver(config, found, [a, b], spearman, [-1, 1]),
    kendall: meanOver(config, found, [a, b], kendallTauB, [-1, 1]),
    overlap,
    chance: overlap.count === 0 ? 0 : topSize(overlap.count, config.topPercent) / overlap.count,
  };
}

function seriesOf(
  { topPercent }: Config,
  pairs: readonly Pair[],
  ceilings: readonly (number | null)[],
): Series[] {
  const x = categoryAxis(
    'methods',
    pairs.map(({ name }) => name),
  );
  const row = (
    key: string,
    name: string,
    label: string,
    valueOf: (pair: Pair, at: number) => ScoreInterval | number | null,
  ): Series => ({
    ...{ key, name, x, y: axis(label) },
    points: pairs.map((pair, at) => {
      const value = valueOf(pair, at);
      return value === null || typeof value === 'number'
        ? { x: at, y: value, low: null, high: null, n: null }
        : { x: at, y: value.estimate, low: value.low, high: value.high, n: value.count };
    }),
  });
  const overlapLabel = `overlap of the top ${topPercent} %`;
  return [
    row('spearman.found', 'Spearman', 'Spearman correlation', (pair) => pair.spearman),
    row('spearman.ceiling', 'ceiling by reliability', 'Spearman correlation', (_, at) => ceilings[at]!),
    row('spearman.chance', 'chance', 'Spearman correlation', () => 0),
    row('kendall.found', 'Kendall', 'Kendall’s τ-b', (pair) => pair.kendall),
    row('kendall.chance', 'chance', 'Kendall’s τ-b', () => 0),
    row('overlap.found', `top ${topPercent} %`, overlapLabel, (pair) => pair.overlap),
    row('overlap.chance', 'chance', overlapLabel, (pair) => pair.chance),
  ];
}

function statementsOf(config: Config, pair: Pair, ceiling: number | null): Statement[] {
  const { confidence } = config.run.scoring;
  const [a, b] = [pair.variants[0].name, pair.variants[1].name];
  const overlapOptions = { bound: pair.chance, confidence };
  if (a === b)
    return [
      statementAbove(
        `The ranking by ${a} repeats with other encoders: its Spearman correlation is above 0.`,
        pair.spearman,
        { confidence },
      ),
    ];
  const reach = ceiling === null ? 'its ceiling is unknown' : `its ceiling is ${ceiling.toFixed(2)}`;
  return [
    statementAbove(
      `${a} and ${b} rank datapoints alike: their Spearman correlation is above 0 (${reach}).`,
      pair.spearman,
      {
        confidence,
        source: 'arXiv 2401.12233',
      },
    ),
    statementAbove(
      `The top ${config.topPercent} % of ${a} and ${b} share more than the ${(100 * pair.chance).toFixed(1)} % that chance gives.`,
      pair.overlap,
      { ...overlapOptions, source: 'arXiv 2401.12233' },
    ),
  ];
}

export const agreement = defineExperiment({ key: 'agreement', runs, conclude });
