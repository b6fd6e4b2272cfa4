/**
 * `redrawing`: does a mean score move more with other encoders or with other datapoints?
 *
 *   se_A = √((G − 1)/G · Σ(m̄₋g − m̄₋)²)     m̄₋g the mean score without a group g of the G groups of encoders (jackknife)
 *   se_S = √(s²/n)                            s² the variance of the scores over the n datapoints
 *
 * One run a seed, on the same datapoints, with masks, initialisations and views of its own. Both errors are those of a mean over all encoders and datapoints of a run: the
 * first falls with more encoders, the second with more datapoints. Their difference is paired by seed, with Student's interval over seeds; beside them stands how far the mean scores of the seeds really
 * lie apart. Source: Wang et al. 2024 (arXiv 2409.19069), where redrawn datapoints move a mean by ±.001 and retrained models by ±.012.
 * Departures: errors of one run instead of repeated draws of datapoints. Cost: an ensemble a seed.
 */
import {
  axis,
  categoryAxis,
  mean,
  statementAbove,
  variance,
  type ExperimentConfigOf,
  type ExperimentResult,
  type Series,
  type SeriesPoint,
  type WeightedScores,
} from '@engram/core';
import { defineExperiment, type FinishedRuns, type NamedRun } from './experiment.ts';
import { differenceOverSeeds } from './intervals/over-seeds.ts';
import { namedRun, runOf, seedsOf } from './runs/run-of.ts';

type Config = ExperimentConfigOf<'redrawing'>;

const runName = (seed: number): string => `seed ${seed}`;

const runs = (config: Config): NamedRun[] =>
  seedsOf(config).map((seed) => namedRun(runName(seed), config.run, { seed }));

/** Standard error of the mean score over the groups of encoders; null with fewer than two, or where a datapoint has a side of one group. */
function errorOverEncoders({ groups, positions, thinnerSides, into }: WeightedScores): number | null {
  if (groups < 2 || positions.length === 0 || thinnerSides.some((side) => side < 2)) return null;
  const scores = new Float64Array(positions.length);
  const weights = new Float64Array(groups).fill(1);
  const means = Array.from({ length: groups }, (_, g) => {
    weights[g] = 0;
    into(weights, scores);
    weights[g] = 1;
    return mean(scores);
  });
  return Math.sqrt((groups - 1) ** 2 * (variance(means) / groups));
}

/** Standard error of the mean score over the datapoints; null with fewer than two. */
function errorOverDatapoints({ groups, positions, into }: WeightedScores): number | null {
  if (positions.length < 2) return null;
  const scores = new Float64Array(positions.length);
  into(new Float64Array(groups).fill(1), scores);
  return Math.sqrt(variance(scores) / scores.length);
}

function conclude(config: Config, found: FinishedRuns): ExperimentResult {
  const { confidence } = config.run.scoring;
  const all = seedsOf(config).map((seed) => runOf(found, runName(seed)));
  const overEncoders = all.map(({ scores }) => errorOverEncoders(scores));
  const overDatapoints = all.map(({ scores }) => errorOverDatapoints(scores));
  const means = all.map(({ summary }) => summary.meanScore);
  const x = categoryAxis(
    'seed',
    seedsOf(config).map((seed) => `seed ${seed}`),
  );
  const error = axis('standard error of the mean score');
  const pointsOf = (values: readonly (number | null)[], n: number | null): SeriesPoint[] =>
    values.map((y, at) => ({ x: at, y, low: null, high: null, n }));
  const [first] = all;
  const [encoders, datapoints] = [first!.alignments.length, first!.scores.positions.length];
  const series: Series[] = [
    { key: 'error.encoders', name: 'with other encoders', x, y: error, points: pointsOf(overEncoders, encoders) },
    { key: 'error.datapoints', name: 'with other datapoints', x, y: error, points: pointsOf(overDatapoints, datapoints) },
    {
      ...{ key: 'error.seeds', name: 'spread of the seeds', x, y: error },
      points: pointsOf(means.map(() => Math.sqrt(variance(means))), all.length),
    },
    {
      ...{ key: 'score.mean', name: 'mean score', x, y: axis('mean memorization score') },
      points: all.map(({ summary: { meanScore: y, low, high, identifiableCount: n } }, at) => ({
        ...{ x: at, y, low, high, n },
      })),
    },
  ]; // prettier-ignore
  return {
    series,
    statements: [
      statementAbove(
        `Other encoders move the mean score more than other datapoints do: with ${encoders} encoders and ${datapoints} datapoints, its standard error over encoders is above that over datapoints.`,
        differenceOverSeeds(overEncoders, overDatapoints, confidence),
        { confidence, source: 'arXiv 2409.19069' },
      ),
    ],
  };
}

export const redrawing = defineExperiment({ key: 'redrawing', runs, conclude });
