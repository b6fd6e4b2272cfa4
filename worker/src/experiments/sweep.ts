/** One setting is changed from run to run and everything else stays: the same datapoints, masks, initialisations and scoring views. */
import {
  axis,
  encoderGroups,
  mean,
  meanIntervals,
  pairedDifference,
  reliabilityInterval,
  weightedRows,
  type Rng,
  type Interval,
  type Series,
  type SeriesAxis,
  type WeightedScores,
} from '@engram/core';
import type { FinishedRun } from './experiment.ts';
import { overSeeds } from './intervals/over-seeds.ts';

export interface SweepPoint {
  /** Value of the setting. */
  x: number;
  run: FinishedRun;
}

/** Mean score and reliability against the setting. */
export function sweepSeries(x: SeriesAxis, points: readonly SweepPoint[], rng: Rng): Series[] {
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
      {
        key: 'reliability.ranking',
        name: 'reliability',
        x,
        y: axis('reliability of the ranking', '1 at most'),
      },
      points,
      (run) => reliabilityOf(run, rng.split('reliability')),
    ),
  ];
}

/** A number of each run with its interval. */
export const pointsOf = (
  titles: Omit<Series, 'points'>,
  points: readonly SweepPoint[],
  of: (run: FinishedRun) => Interval,
): Series => ({
  ...titles,
  points: points.map(({ x, run }) => {
    const { estimate, low, high } = of(run);
    return { x, y: estimate, low, high, n: run.alignments.length };
  }),
});

function reliabilityOf({ summary, scores, config }: FinishedRun, rng: Rng): Interval {
  const estimate = summary.spearmanBrown;
  const interval =
    estimate === null ? null : reliabilityInterval(scores, estimate, rng, config.scoring.confidence);
  return { estimate, low: interval?.low ?? null, high: interval?.high ?? null };
}

const unknown: Interval = { estimate: null, low: null, high: null };

/** Mean over datapoints, with an interval over groups of encoders × datapoints. */
function meanOf(scores: WeightedScores, { config }: FinishedRun, rng: Rng): Interval {
  const { confidence } = config.scoring;
  const [found] = meanIntervals(scores, [scores.positions], rng, { confidence });
  return found ? { estimate: found.mean, low: found.low, high: found.high } : unknown;
}

/**
 * Mean score of `b` minus that of `a`, with an interval over groups of encoders × datapoints, paired: both have the same masks and
 * initialisations.
 */
export const meanDifference = (a: FinishedRun, b: FinishedRun, rng: Rng): Interval =>
  meanOf(pairedDifference(a.scores, b.scores), a, rng);

/** Mean loss of encoders that stand together, such as two halves, of each datapoint. */
function losses({ alignments, plan }: FinishedRun): WeightedScores {
  const everyone = Int32Array.from(alignments[0]!, (_, x) => x);
  const rows = encoderGroups(plan).map((group) =>
    Float64Array.from(everyone, (x) => mean(group.map((encoder) => alignments[encoder]![x]!))),
  );
  return weightedRows(rows, everyone);
}

/** Mean alignment loss over encoders and datapoints. */
export const meanAlignment = (run: FinishedRun, rng: Rng): Interval => meanOf(losses(run), run, rng);

/** How far the mean alignment loss fell from `a` to `b`, paired as scores are. */
export const alignmentFall = (a: FinishedRun, b: FinishedRun, rng: Rng): Interval =>
  meanOf(pairedDifference(losses(b), losses(a)), a, rng);

/** Mean training loss of the last epoch, over groups of encoders. */
export function finalLoss({ finalLosses, plan, config }: FinishedRun): Interval {
  if (finalLosses.includes(null)) return unknown;
  const ofGroups = encoderGroups(plan).map((group) => mean(group.map((encoder) => finalLosses[encoder]!)));
  return overSeeds(ofGroups, config.scoring.confidence);
}
