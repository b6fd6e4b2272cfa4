/**
 * `one-dimensional`: what does memorization look like where it can be drawn?
 *
 * Scalars in two groups and an outlier are represented by one scalar h. In each repetition f is trained on all of them, g on all but the datapoint x,
 * from one initialisation; x is an inlier, then the outlier. Drawn are the curves f and g of the first repetition over the number line, and the views of x on them: where
 * x is memorized, f is flatter around it than g. Beside it the scores m(x) = L_align(g, x) − L_align(f, x), L1 of scalars, with Student's interval over repetitions.
 * Each encoder's h is divided by its standard deviation over the number line, since its scale means nothing.
 * Source: the one-dimensional example of the talk on arXiv 2401.12233. Departures: the mixture is ours. Cost: 3 · repetitions small encoders.
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
} from '@engram/core';
import type { Curve, CurveExamination } from '../pipeline/examinations/curve.ts';
import { defineExperiment, type FinishedRun, type FinishedRuns, type NamedRun } from './experiment.ts';
import { differenceOverSeeds, overSeeds } from './intervals/over-seeds.ts';
import { datapointAt, examinationsOf, namedRun, runOf } from './runs/run-of.ts';

type Config = ExperimentConfigOf<'one-dimensional'>;
type Looked = 'inlier' | 'outlier';

const runName = 'with and without';
const looked = ['inlier', 'outlier'] as const;
/** Encoders of a repetition: f, g without the inlier, g without the outlier. */
const sides = 3;

const runs = (config: Config): NamedRun[] => [
  {
    ...namedRun(runName, config.run, {
      estimator: {
        key: 'exclusion',
        sets: [[], [config.inlier], [config.outlier]],
        repetitions: config.repetitions,
      },
    }),
    examination: { key: 'curve', places: config.places, datapoints: [config.inlier, config.outlier] },
  },
];

const spreadOf = ({ line }: CurveExamination): number => Math.sqrt(variance(line.h)) || 1;

/** An encoder's h in units of its spread over the line. */
function scaled(found: CurveExamination): { line: Curve; views: Curve[] } {
  const { line, views } = found;
  const spread = spreadOf(found);
  const centre = mean(line.h);
  const of = ({ x, h }: Curve): Curve => ({ x, h: h.map((value) => (value - centre) / spread) });
  return { line: of(line), views: views.map(of) };
}

/** m(x) in each repetition, in units of h's spread. */
function scoresOfEach(
  { alignments }: FinishedRun,
  found: readonly CurveExamination[],
  which: Looked,
  x: number,
): number[] {
  const side = 1 + looked.indexOf(which);
  const loss = (encoder: number): number => alignments[encoder]![x]! / spreadOf(found[encoder]!);
  return Array.from({ length: found.length / sides }, (_, r) => loss(sides * r + side) - loss(sides * r));
}

function conclude(config: Config, finished: FinishedRuns): ExperimentResult {
  const run = runOf(finished, runName);
  const found = examinationsOf(run, 'curve');
  const { confidence } = config.run.scoring;
  const scores = {
    inlier: scoresOfEach(run, found, 'inlier', config.inlier),
    outlier: scoresOfEach(run, found, 'outlier', config.outlier),
  };
  const source = 'arXiv 2401.12233';
  return {
    series: [
      ...looked.flatMap((which, at) => panelOf(found, which, at)),
      {
        ...{ key: 'score.found', name: 'memorization score' },
        ...{ x: categoryAxis('datapoint', looked), y: axis('score in units of h’s spread') },
        points: looked.map((which, at) => {
          const { estimate, low, high } = overSeeds(scores[which], confidence);
          return {
            ...{ x: at, y: estimate, low, high, n: scores[which].length },
            datapoint: datapointAt(run, config[which]),
          };
        }),
      },
    ],
    statements: [
      statementAbove(
        'The outlier is memorized: its score is above 0.',
        overSeeds(scores.outlier, confidence),
        { confidence, source },
      ),
      statementAbove(
        'The outlier is memorized more than the inlier: its score is higher.',
        differenceOverSeeds(scores.outlier, scores.inlier, confidence),
        { confidence, source },
      ),
    ],
  };
}

/** The curves f and g of the first repetition, and the views of the datapoint on both. */
function panelOf(found: readonly CurveExamination[], which: Looked, at: number): Series[] {
  const encoders = { f: scaled(found[0]!), g: scaled(found[1 + at]!) };
  const ordered = ({ x, h }: Curve): Series['points'] =>
    [...x.keys()]
      .sort((a, b) => x[a]! - x[b]!)
      .map((i) => ({ x: x[i]!, y: h[i]!, low: null, high: null, n: null }));
  const named = (key: string, name: string, curve: Curve): Series => ({
    ...{ key: `${which}.${key}`, name },
    ...{ x: axis('value'), y: axis(`representation, the ${which} with (f) and without (g)`) },
    points: ordered(curve),
  });
  return (['f', 'g'] as const).flatMap((key) => [
    named(key, key, encoders[key].line),
    named(`${key}-views`, `views under ${key}`, encoders[key].views[at]!),
  ]);
}

export const oneDimensional = defineExperiment({ key: 'one-dimensional', runs, conclude });
