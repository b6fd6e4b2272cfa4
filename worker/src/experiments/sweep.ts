/** One setting is changed from run to run and everything else stays: the same datapoints, masks, initialisations and scoring views. */
import {
  axis,
  mean,
  meanIntervals,
  pairedDifference,
  type Rng,
  type Interval,
  type Series,
  type SeriesAxis,
} from '@engram/core';
import type { FinishedRun } from './experiment.ts';

export interface SweepPoint {
  /** Value of the setting. */
  x: number;
  run: FinishedRun;
}

/** Mean score and reliability against the setting. */
export function sweepSeries(x: SeriesAxis, points: readonly SweepPoint[]): Series[] {
  return [
    {
      ...{ key: 'score.mean', name: 'mean score', x, y: axis('mean memorization score') },
      points: points.map(({ x: at, run: { summary } }) => ({
        x: at,
        y: summary.meanScore,
        low: summary.low,
        high: summary.high,
        n: summary.identifiableCount,
      })),
    },
    pointsOf(
      'reliability.ranking',
      'reliability',
      x,
      axis('reliability of the ranking', '1 at most'),
      points,
      (run) => run.summary.spearmanBrown,
    ),
  ];
}

/** A number of each run without an interval. */
export function pointsOf(
  key: string,
  name: string,
  x: SeriesAxis,
  y: SeriesAxis,
  points: readonly SweepPoint[],
  valueOf: (run: FinishedRun) => number | null,
): Series {
  return {
    ...{ key, name, x, y },
    points: points.map(({ x: at, run }) => ({
      x: at,
      y: valueOf(run),
      low: null,
      high: null,
      n: run.alignments.length,
    })),
  };
}

/**
 * Mean score of `b` minus that of `a`, with an interval over groups of encoders × datapoints, paired: both have the same masks and
 * initialisations.
 */
export function meanDifference(a: FinishedRun, b: FinishedRun, rng: Rng): Interval {
  const scores = pairedDifference(a.scores, b.scores);
  const { confidence } = a.config.scoring;
  const [found] = meanIntervals(scores, [scores.positions], rng, { confidence });
  return found
    ? { estimate: found.mean, low: found.low, high: found.high }
    : { estimate: null, low: null, high: null };
}

/** Mean over the encoders of a run of what each measured on average, and where it lies over them. */
export const meanAlignment = ({ alignments }: FinishedRun): number =>
  mean(alignments.map((losses) => mean(losses)));
