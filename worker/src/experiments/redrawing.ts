/**
 * `redrawing`: does a mean score move more with other encoders or with other datapoints?
 *
 *   se_A = √((G − 1)/G · Σ(m̄₋g − m̄₋)²)     m̄₋g the mean score without a group g of the G groups of encoders (jackknife)
 *   se_S = √(s²/n)                            s² the variance of the scores over the n datapoints of the mean
 *
 * The mean is over the candidates of an f/g split, as in the paper. Under a design without parts it is over all datapoints with a score, from which what an encoder does to all
 * datapoints alike is gone: some count it as seen, as many as unseen. One run a seed, with parts, initialisations and views of its own. The first error falls with more encoders,
 * the second with more datapoints. Their difference is paired by seed, with Student's interval over seeds; beside them stands how far the means of the seeds really
 * lie apart: all of the first error and a part of the second, since the seeds draw their candidates from the same datapoints. Source: Wang et al. 2024 (arXiv 2409.19069), where redrawn datapoints move a mean by ±.001 and retrained models by ±.012.
 * Departures: errors of one run instead of repeated draws. Cost: an ensemble a seed.
 */
import {
  axis,
  categoryAxis,
  mean,
  meanIntervals,
  Rng,
  statementAbove,
  variance,
  type ExperimentConfigOf,
  type ExperimentResult,
  type MeanInterval,
  type Series,
  type SeriesPoint,
} from '@engram/core';
import { defineExperiment, type FinishedRun, type FinishedRuns, type NamedRun } from './experiment.ts';
import { differenceOverSeeds } from './intervals/over-seeds.ts';
import { namedRun, runOf, seedsOf } from './runs/run-of.ts';

type Config = ExperimentConfigOf<'redrawing'>;

const runName = (seed: number): string => `seed ${seed}`;

const runs = (config: Config): NamedRun[] =>
  seedsOf(config).map((seed) => namedRun(runName(seed), config.run, { seed }));

/** Places in `scores.positions` of the datapoints that the mean is over. */
const meantOf = ({ scores, plan }: FinishedRun): number[] =>
  [...scores.positions.keys()].filter((i) => plan.roles[scores.positions[i]!] !== 'independent');

/** What a mean is, and how far it would move. */
interface Moved {
  mean: MeanInterval | null;
  /** Standard error over the groups of encoders; null with fewer than two. */
  overEncoders: number | null;
  /** Standard error over the datapoints; null with fewer than two. */
  overDatapoints: number | null;
  datapoints: number;
}

function movedOf(run: FinishedRun, rng: Rng): Moved {
  const { scores, config } = run;
  const meant = meantOf(run);
  const own = new Float64Array(scores.positions.length);
  const under = (weights: Float64Array): number[] => {
    scores.into(weights, own);
    return meant.map((i) => own[i]!);
  };
  const all = new Float64Array(scores.groups).fill(1);
  const means = Array.from(all, (_, g) => mean(under(all.map((weight, h) => (h === g ? 0 : weight)))));
  const { confidence } = config.scoring;
  const positions = meant.map((i) => scores.positions[i]!);
  const [whole] = meanIntervals(scores, [positions], rng, { confidence });
  const [overEncoders, overDatapoints] = [
    (scores.groups - 1) * Math.sqrt(variance(means) / scores.groups),
    Math.sqrt(variance(under(all)) / meant.length),
  ].map((error) => (Number.isFinite(error) ? error : null));
  return {
    mean: whole ?? null,
    overEncoders: overEncoders!,
    overDatapoints: overDatapoints!,
    datapoints: meant.length,
  };
}

function conclude(config: Config, found: FinishedRuns): ExperimentResult {
  const { confidence } = config.run.scoring;
  const rng = Rng.fromSeed(config.run.seed).split('redrawing');
  const all = seedsOf(config).map((seed) => movedOf(runOf(found, runName(seed)), rng.split(seed)));
  const overEncoders = all.map((moved) => moved.overEncoders);
  const overDatapoints = all.map((moved) => moved.overDatapoints);
  const means = all.map(({ mean: own }) => own?.mean ?? NaN);
  const spread = Math.sqrt(variance(means));
  const x = categoryAxis(
    'seed',
    seedsOf(config).map((seed) => `seed ${seed}`),
  );
  const error = axis('standard error of the mean score');
  const pointsOf = (values: readonly (number | null)[], n: number | null): SeriesPoint[] =>
    values.map((y, at) => ({ x: at, y, low: null, high: null, n }));
  const encoders = runOf(found, runName(config.run.seed)).alignments.length;
  const { datapoints } = all[0]!;
  const series: Series[] = [
    { key: 'error.encoders', name: 'with other encoders', x, y: error, points: pointsOf(overEncoders, encoders) },
    { key: 'error.datapoints', name: 'with other datapoints', x, y: error, points: pointsOf(overDatapoints, datapoints) },
    {
      ...{ key: 'error.seeds', name: 'spread of the seeds', x, y: error },
      points: pointsOf(all.map(() => (Number.isFinite(spread) ? spread : null)), all.length),
    },
    {
      ...{ key: 'score.mean', name: 'mean score', x, y: axis('mean memorization score') },
      points: all.map(({ mean: own }, at) => ({
        ...{ x: at, y: own?.mean ?? null, low: own?.low ?? null, high: own?.high ?? null },
        n: own?.count ?? null,
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
