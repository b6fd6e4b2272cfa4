/**
 * `outlier`: what does a single datapoint of its class do for the others of it?
 *
 * A run tells the classes. Then Γ_j is reduced to one datapoint x: pairs of encoders share an initialisation, one is trained on S ∖ Γ_j, the other on that and x. Of
 * each member v of Γ_j that neither saw, and of x itself,
 *
 *   gain(v) = L_align without x − L_align with x     (x: its memorization score),     error = 1 where the nearest centre is another class's
 *
 * where the centre of Γ_j is the representation of x under both. Members are cut into thirds by the L2 distance of their values to x. Repeated over
 * several x and initialisations. The encoders without Γ_j are the same for all x, so that the effects of the x are not independent: intervals
 * are of a jackknife over x and over repetitions, and have the spread of those encoders in them. Source: arXiv 2401.12233, outlier subpopulations, and
 * Feldman 2020 (singleton subpopulations). Cost: one run, and 2 · repetitions encoders for each x.
 */
import {
  axis,
  categoryAxis,
  DomainError,
  mean,
  Rng,
  statementAbove,
  type ExperimentConfigOf,
  type ExperimentResult,
  type Interval,
  type Series,
} from '@engram/core';
import { defineExperiment, type FinishedRun, type FinishedRuns, type NamedRun } from './experiment.ts';
import { overBoth } from './intervals/over-seeds.ts';
import { datapointAt, examinationsOf, namedRun, runOf } from './runs/run-of.ts';

type Config = ExperimentConfigOf<'outlier'>;

const classesName = 'classes';
const runName = (at: number): string => `lone datapoint ${at + 1}`;
const thirds = ['near', 'middle', 'far'] as const;

const runs = (config: Config): NamedRun[] => [namedRun(classesName, config.run)];

/** @throws DomainError INVALID_CONFIG where the run has too few datapoints of the class */
function assertMembers(config: Config, members: number): void {
  const least = Math.max(thirds.length + 1, config.loneDatapoints);
  if (members >= least) return;
  throw new DomainError(
    'INVALID_CONFIG',
    `class: the run has ${members} datapoints of the class ${config.class}, and this takes ${least}. Choose another class, or raise the number of datapoints.`,
  );
}

/** Positions of the class. @throws DomainError as `assertMembers` */
function membersOf(config: Config, { classes }: FinishedRun): number[] {
  const members = [...classes.keys()].filter((position) => classes[position] === config.class);
  assertMembers(config, members.length);
  return members;
}

const check = (config: Config, taken: ReadonlyMap<number, number>): void =>
  assertMembers(config, taken.get(config.class) ?? 0);

function pairs(config: Config, members: readonly number[]): NamedRun[] {
  const order = Rng.fromSeed(config.run.seed).split('outlier').permutation(members.length);
  return Array.from({ length: config.loneDatapoints }, (_, at) => {
    const lone = members[order[at % order.length]!]!;
    const without = members.filter((position) => position !== lone);
    return {
      ...namedRun(runName(at), config.run, {
        estimator: { key: 'exclusion', sets: [[...members], without], repetitions: config.repetitions },
      }),
      examination: { key: 'lone-class', class: config.class, datapoint: lone },
    };
  });
}

/** Datapoints of the class, as far as cost goes. */
const predictedMembers = 10;

const followUps = {
  runs: (config: Config, found: FinishedRuns) => pairs(config, membersOf(config, runOf(found, classesName))),
  predicted: (config: Config) =>
    pairs(
      config,
      Array.from({ length: Math.max(predictedMembers, config.loneDatapoints) }, (_, x) => x),
    ),
};

/** What one lone datapoint did, [repetitions] of each, as means over members. */
interface Effect {
  /** Position of the lone datapoint. */
  lone: number;
  /** Its own gain: its memorization score. */
  own: number[];
  /** Gain of the members in each third by distance, nearest first: [thirds][repetitions]. */
  gains: number[][];
  errorWithout: number[];
  errorWith: number[];
}

function effectOf(run: FinishedRun): Effect {
  const found = examinationsOf(run, 'lone-class');
  const { members, distances } = found[0]!;
  const repetitions = Array.from({ length: found.length / 2 }, (_, r) => r);
  const gainsOf = (positions: readonly number[]): number[] =>
    repetitions.map((r) =>
      mean(positions.map((x) => run.alignments[2 * r]![x]! - run.alignments[2 * r + 1]![x]!)),
    );
  const { estimator } = run.config;
  const lone = estimator.key === 'exclusion' ? estimator.sets[0]!.find((x) => !members.includes(x))! : -1;
  const nearestFirst = [...members.keys()].sort((a, b) => distances[a]! - distances[b]! || a - b);
  const third = (at: number): number[] =>
    nearestFirst.slice(
      Math.round((at * members.length) / thirds.length),
      Math.round(((at + 1) * members.length) / thirds.length),
    );
  const errorsOf = (side: 0 | 1): number[] => repetitions.map((r) => mean(found[2 * r + side]!.errors));
  return {
    lone,
    own: gainsOf([lone]),
    gains: thirds.map((_, at) => gainsOf(third(at).map((m) => members[m]!))),
    ...{ errorWithout: errorsOf(0), errorWith: errorsOf(1) },
  };
}

const minus = (a: readonly number[], b: readonly number[]): number[] => a.map((value, r) => value - b[r]!);

function conclude(config: Config, found: FinishedRuns): ExperimentResult {
  const effects = Array.from({ length: config.loneDatapoints }, (_, at) =>
    effectOf(runOf(found, runName(at))),
  );
  const { confidence } = config.run.scoring;
  const over = (of: (effect: Effect) => number[]): Interval => overBoth(effects.map(of), confidence);
  const source = 'arXiv 2401.12233';
  return {
    series: seriesOf(effects, runOf(found, classesName), confidence),
    statements: [
      statementAbove(
        `A lone datapoint of its class (${config.class}) is memorized: its own score is above 0.`,
        over(({ own }) => own),
        { confidence, source },
      ),
      statementAbove(
        'It helps the others of its class that look most like it: the alignment loss of the nearest third of them is lower with it.',
        over(({ gains }) => gains[0]!),
        { confidence, source },
      ),
      statementAbove(
        'It helps those near to it more than those far from it: the alignment loss falls more in the nearest third than in the farthest.',
        over(({ gains }) => minus(gains[0]!, gains.at(-1)!)),
        { confidence },
      ),
      statementAbove(
        'With it, the others of its class are told better: the error of the nearest centre is lower.',
        over(({ errorWithout, errorWith }) => minus(errorWithout, errorWith)),
        { confidence, source },
      ),
    ],
  };
}

function seriesOf(effects: readonly Effect[], classes: FinishedRun, confidence: number): Series[] {
  const point = (x: number, of: (effect: Effect) => number[]) => {
    const { estimate, low, high } = overBoth(effects.map(of), confidence);
    return { x, y: estimate, low, high, n: effects.length };
  };
  const own = ['the lone datapoint', ...thirds.map((third) => `${third} third`)];
  return [
    {
      ...{ key: 'gain.found', name: 'fall of the alignment loss' },
      x: categoryAxis('datapoints', own),
      y: axis('alignment loss without minus with the lone datapoint'),
      points: [
        point(0, (effect) => effect.own),
        ...thirds.map((_, at) => point(at + 1, ({ gains }) => gains[at]!)),
      ],
    },
    {
      ...{ key: 'own.score', name: 'its own score' },
      x: categoryAxis(
        'lone datapoint',
        effects.map(({ lone }) => `datapoint ${datapointAt(classes, lone)!.index}`),
      ),
      y: axis('memorization score of the lone datapoint'),
      points: effects.map(({ lone, own: gains }, x) => ({
        ...{ x, y: mean(gains), low: null, high: null, n: null },
        datapoint: datapointAt(classes, lone),
      })),
    },
    {
      ...{ key: 'error.found', name: 'error of the nearest centre' },
      x: categoryAxis('encoders', ['without it', 'with it']),
      y: axis('error on the members held out'),
      points: [point(0, ({ errorWithout }) => errorWithout), point(1, ({ errorWith }) => errorWith)],
    },
  ];
}

export const outlier = defineExperiment({ key: 'outlier', runs, followUps, conclude, check });
