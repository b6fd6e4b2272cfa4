/**
 * `removal`: does removing the most memorized datapoints cost more than removing others?
 *
 * One run ranks. Then, for each size n, encoders are trained without the n most memorized datapoints, without the n least memorized and
 * without n random ones (`draws` sets), each `repetitions` times from initialisations that all sets share. A linear probe and k nearest
 * neighbours of frozen representations learn from one half of the datapoints that no encoder saw and are tested on the other, the same for all.
 *
 *   d = mean over draws of the accuracy without random datapoints − accuracy without the most memorized,     d > 0: they matter more
 *
 * paired by repetition and test datapoint, with a jackknife interval over repetitions, draws and blocks of test datapoints. The number of training steps is kept equal, not that of epochs:
 * with fewer datapoints there are more epochs, rounded to whole ones. Source: arXiv 2401.12233. Departures: the ranking is
 * that of half split, from encoders on half of the datapoints. With `testDataset` the same encoders are also judged by probes of that dataset, on its classes.
 * With fewer than three repetitions or five draws nothing is claimed. Cost: the ranking, and (2 + draws) · repetitions encoders a size.
 */
import {
  axis,
  DomainError,
  invariant,
  Rng,
  statementAbove,
  type ExperimentConfigOf,
  type ExperimentResult,
  type Series,
} from '@engram/core';
import type { ElsewhereExamination } from '../pipeline/examinations/probe-accuracies.ts';
import { evenSizes } from '../datasets/even-sizes.ts';
import { defineExperiment, type FinishedRun, type FinishedRuns, type NamedRun } from './experiment.ts';
import {
  accuracyInterval,
  accuracyPoint,
  probeNames,
  type Answers,
  type Condition,
} from './intervals/probe-intervals.ts';
import { examinationsOf, namedRun, runOf } from './runs/run-of.ts';
import { mostMemorizedFirst } from './runs/scores-of.ts';

type Config = ExperimentConfigOf<'removal'>;
type Probe = 'linear' | 'knn';

const defaultCount = 1000;
const countOf = ({ run }: Config): number => run.datapoints ?? defaultCount;
const rankingName = 'ranking';

/** n, ascending. */
const sizesOf = (config: Config): number[] => [
  ...new Set(config.removedFractions.map((fraction) => Math.max(1, Math.round(fraction * countOf(config))))),
];
const runName = (removed: number): string => `without ${removed}`;

const runs = (config: Config): NamedRun[] => [
  namedRun(rankingName, config.run, { datapoints: countOf(config) }),
];

/** The sets that are removed, in this order: the most memorized, the least memorized, the random ones; where nothing was removed yet, none. */
function setsOf(config: Config, removed: number, ranking: readonly number[]): number[][] {
  const rng = Rng.fromSeed(config.run.seed).split('removal', removed);
  const random = Array.from({ length: config.draws }, (_, draw) =>
    [...rng.split(draw).permutation(countOf(config)).subarray(0, removed)].sort((a, b) => a - b),
  );
  const isSmallest = removed === sizesOf(config)[0];
  return [ranking.slice(0, removed), ranking.slice(-removed), ...random, ...(isSmallest ? [[]] : [])];
}

/** Epochs that take as many steps without `removed` datapoints as the base run's take with all. */
function epochsWithout(config: Config, removed: number): number {
  const { batch, epochs } = config.run;
  const steps = (count: number): number => evenSizes(count, batch, 2).length;
  return Math.max(1, Math.round((epochs * steps(countOf(config))) / steps(countOf(config) - removed)));
}

const retrainings = (config: Config, ranking: readonly number[]): NamedRun[] =>
  sizesOf(config).map((removed) => ({
    ...namedRun(runName(removed), config.run, {
      datapoints: countOf(config),
      epochs: epochsWithout(config, removed),
      estimator: {
        key: 'exclusion',
        sets: setsOf(config, removed, ranking),
        repetitions: config.repetitions,
      },
    }),
    examination: {
      ...{ key: 'probes', datapoints: config.probeDatapoints, baselines: false },
      ...(config.testDataset !== undefined && { dataset: config.testDataset }),
    },
  }));

/** @throws DomainError INVALID_CONFIG where so few have a score that some of them would be both among the most and among the least memorized */
function rankingOf(config: Config, run: FinishedRun): number[] {
  const ranking = mostMemorizedFirst(run);
  const most = sizesOf(config).at(-1)!;
  if (ranking.length >= 2 * most) return ranking;
  throw new DomainError(
    'INVALID_CONFIG',
    `removedFractions: the ${most} most and the ${most} least memorized datapoints are to be removed, but the estimator ` +
      `'${config.run.estimator.key}' scores ${ranking.length}. Use half-split, which scores all, or remove fewer.`,
  );
}

const followUps = {
  runs: (config: Config, found: FinishedRuns) =>
    retrainings(config, rankingOf(config, runOf(found, rankingName))),
  predicted: (config: Config) =>
    retrainings(
      config,
      Array.from({ length: countOf(config) }, (_, x) => x),
    ),
};

/** Answers of one size, each [sets][repetitions]. */
interface Answered {
  removed: number;
  memorized: Condition;
  least: Condition;
  random: Condition;
  /** Without anything removed; only beside the smallest size. */
  whole: Condition | null;
  chance: number;
}

type Place = 'here' | 'elsewhere';

/** What was answered about the dataset itself, or about the other one. */
function answeredAt(run: FinishedRun, place: Place): ElsewhereExamination[] {
  const found = examinationsOf(run, 'probes');
  if (place === 'here') return found;
  return found.map(({ elsewhere }) => {
    invariant(elsewhere, 'an encoder was not asked about the other dataset');
    return elsewhere;
  });
}

interface Asked {
  probe: Probe;
  place: Place;
}

function answersOf(config: Config, run: FinishedRun, removed: number, { probe, place }: Asked): Answered {
  const found = answeredAt(run, place);
  const sets = found.length / config.repetitions;
  const of = (set: number): Answers[] =>
    Array.from({ length: config.repetitions }, (_, r) => found[r * sets + set]!.trained[probe]);
  return {
    removed,
    memorized: [of(0)],
    least: [of(1)],
    random: Array.from({ length: config.draws }, (_, draw) => of(2 + draw)),
    whole: sets > 2 + config.draws ? [of(2 + config.draws)] : null,
    chance: found[0]!.chance,
  };
}

function conclude(config: Config, found: FinishedRuns): ExperimentResult {
  const { confidence } = config.run.scoring;
  const places: Place[] = config.testDataset === undefined ? ['here'] : ['here', 'elsewhere'];
  const answered = places.flatMap((place) =>
    (['linear', 'knn'] as const).map((probe) => ({
      asked: { probe, place },
      sizes: sizesOf(config).map((removed) =>
        answersOf(config, runOf(found, runName(removed)), removed, { probe, place }),
      ),
    })),
  );
  return {
    series: answered.flatMap(({ asked, sizes }) => seriesOf(config, sizes, asked)),
    statements: answered.flatMap(({ asked, sizes }) => {
      const { removed, memorized, least, random } = sizes.at(-1)!;
      const name = nameOf(config, asked);
      const source = 'arXiv 2401.12233';
      return [
        statementAbove(
          `Removing the ${removed} most memorized datapoints costs more than removing ${removed} at random: the accuracy of the ${name} is lower.`,
          accuracyInterval(random, memorized, confidence),
          { confidence, source, withheld: withheld(config, ['repetitions', 'draws']) },
        ),
        statementAbove(
          `Removing the ${removed} most memorized datapoints costs more than removing the ${removed} least memorized: the accuracy of the ${name} is lower.`,
          accuracyInterval(least, memorized, confidence),
          { confidence, withheld: withheld(config, ['repetitions']) },
        ),
      ];
    }),
  };
}

/** What a claim takes; fewer give curves, and shake out what does not run. */
const atLeast = { repetitions: 3, draws: 5 } as const;

function withheld(config: Config, asked: readonly (keyof typeof atLeast)[]): string | null {
  const short = asked.filter((key) => config[key] < atLeast[key]);
  return short.length === 0
    ? null
    : `A claim takes at least ${short.map((key) => `${atLeast[key]} ${key}, and this had ${config[key]}`).join('; at least ')}.`;
}

const nameOf = ({ testDataset }: Config, { probe, place }: Asked): string =>
  place === 'here' ? probeNames[probe] : `${probeNames[probe]} on ${testDataset}`;

function seriesOf(config: Config, all: readonly Answered[], asked: Asked): Series[] {
  const { confidence } = config.run.scoring;
  const name = nameOf(config, asked);
  const key = asked.place === 'here' ? asked.probe : `${asked.probe}-elsewhere`;
  const x = axis('datapoints removed');
  const y = axis(`accuracy of the ${name}`);
  const curve = (part: string, title: string, of: (each: Answered) => Condition): Series => ({
    ...{ key: `${key}.${part}`, name: title, x, y },
    points: [
      ...all.flatMap(({ whole }) => (whole ? [accuracyPoint(0, whole, confidence)] : [])),
      ...all.map((each) => accuracyPoint(each.removed, of(each), confidence)),
    ],
  });
  return [
    curve('memorized', 'without the most memorized', ({ memorized }) => memorized),
    curve('random', 'without random ones', ({ random }) => random),
    curve('least', 'without the least memorized', ({ least }) => least),
    {
      ...{ key: `${key}.chance`, name: 'chance', x, y },
      points: all.map(({ removed, chance }) => ({ x: removed, y: chance, low: null, high: null, n: null })),
    },
    {
      ...{ key: `${key}-difference.random`, name: 'random minus most memorized', x },
      y: axis(`accuracy of the ${name}, paired difference`),
      points: all.map(({ removed, memorized, random }) => {
        const { estimate, low, high } = accuracyInterval(random, memorized, confidence);
        return { x: removed, y: estimate, low, high, n: random.length * random[0]!.length };
      }),
    },
  ];
}

export const removal = defineExperiment({ key: 'removal', runs, followUps, conclude });
