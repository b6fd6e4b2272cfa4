/**
 * `contamination`: does the memorization score find planted outliers better than one encoder does?
 *
 * For each seed, datapoints that do not belong are planted after those of the dataset, an ensemble is trained on all of them, and each
 * detector is judged by how it ranks the planted ones: area under the ROC curve (chance ½) and average precision (chance: their share).
 * Detectors: the score; the distance to the 10th nearest neighbour and the alignment loss under one encoder (the mean over the encoders of the
 * ensemble of what each alone reaches), the same under all of them; the distance to 10 neighbours in the values, without an encoder; and the other `proxies` under one
 * encoder, of which those that read labels are told the class under which an outlier is filed.
 * Intervals are Student's over seeds, differences paired by seed. Source: arXiv 2401.12233, where outliers have high scores; the question is ours.
 * Departures: "one encoder" is one of the ensemble's, under half split trained on half of the datapoints. The datapoints that belong
 * are the same for all seeds. Cost: t encoders a seed for the score, one for a proxy.
 */
import {
  areaUnderCurve,
  averagePrecision,
  axis,
  categoryAxis,
  mean,
  measureCards,
  statementAbove,
  type ExperimentConfigOf,
  type ExperimentResult,
  type Series,
} from '@engram/core';
import { derivedSlug, plantedCount, type DatasetRecipe, type Plant } from '../datasets/derived/recipe.ts';
import { defineExperiment, type FinishedRun, type FinishedRuns, type NamedRun } from './experiment.ts';
import { inUnitRange } from './intervals/in-unit-range.ts';
import { differenceOverSeeds, overSeeds } from './intervals/over-seeds.ts';
import { atypicalityRows, scoringBy } from './runs/proxy-runs.ts';
import { namedRun, runOf, seedsOf } from './runs/run-of.ts';
import { scoresOf } from './runs/scores-of.ts';

type Config = ExperimentConfigOf<'contamination'>;

/** n, datapoints that belong. */
const defaultCount = 500;
const countOf = ({ run }: Config): number => run.datapoints ?? defaultCount;

function plantsOf(config: Config): Plant[] {
  const { outliers, foreignDataset, plantedFraction } = config;
  const kinds = outliers.length + (foreignDataset === undefined ? 0 : 1);
  const count = Math.max(2, Math.round((plantedFraction * countOf(config)) / Math.max(1, kinds)));
  return [
    ...outliers.map((key) => ({ key, count })),
    ...(foreignDataset === undefined ? [] : [{ key: 'foreign' as const, count, dataset: foreignDataset }]),
  ];
}

function runs(config: Config): NamedRun[] {
  const plants = plantsOf(config);
  const planted = plants.reduce((sum, plant) => sum + plantedCount(plant), 0);
  return seedsOf(config).flatMap((seed) => {
    const recipe: DatasetRecipe = { base: config.run.dataset, datapoints: countOf(config), plants, seed };
    const changes = { seed, dataset: derivedSlug(recipe), datapoints: countOf(config) + planted };
    const measured = (name: string, scoring = config.run.scoring): NamedRun => ({
      ...namedRun(`${name}, seed ${seed}`, config.run, { ...changes, scoring }),
      recipe,
    });
    return [
      measured('score'),
      measured('neighbours', scoringBy(config.run, 'neighbour-distance')),
      measured('values', scoringBy(config.run, 'pixel-distance')),
      ...(config.proxies ?? []).map((proxy) => measured(proxy, scoringBy(config.run, proxy))),
    ];
  });
}

interface Detector {
  key: string;
  name: string;
  /** Encoders it takes. */
  encoders: number;
  /** [rankings][N] under one seed; the larger the less a datapoint belongs. What several reach is averaged. */
  rankings(found: FinishedRuns, seed: number): readonly ArrayLike<number>[];
}

const meanRow = (rows: readonly Float64Array[]): Float64Array =>
  Float64Array.from(rows[0]!, (_, x) => mean(rows.map((row) => row[x]!)));

/** Scores of all datapoints; −∞ where one has none, which no detector is asked about. */
const scoreRow = (run: FinishedRun): number[] => scoresOf(run).map((score) => score ?? -Infinity);

function detectorsOf(config: Config, encoders: number): Detector[] {
  const run = (found: FinishedRuns, name: string, seed: number): FinishedRun =>
    runOf(found, `${name}, seed ${seed}`);
  const rows = (name: string) => (found: FinishedRuns, seed: number) => run(found, name, seed).alignments;
  const alone = { encoders: 1 };
  return [
    { key: 'score', name: 'memorization score', encoders, rankings: (found, s) => [scoreRow(run(found, 'score', s))] },
    { key: 'neighbours', name: 'distance to the 10th neighbour, one encoder', ...alone, rankings: rows('neighbours') },
    { key: 'neighbours-all', name: 'distance to the 10th neighbour, all encoders', encoders, rankings: (found, s) => [meanRow(run(found, 'neighbours', s).alignments)] },
    { key: 'alignment', name: 'alignment loss, one encoder', ...alone, rankings: rows('score') },
    { key: 'alignment-all', name: 'alignment loss, all encoders', encoders, rankings: (found, s) => [meanRow(run(found, 'score', s).alignments)] },
    { key: 'values', name: 'distance to 10 neighbours, no encoder', encoders: 0, rankings: (found, s) => run(found, 'values', s).alignments.slice(0, 1) },
    ...(config.proxies ?? []).map((proxy): Detector => ({
      ...{ key: proxy, name: `${measureCards[proxy].name.toLowerCase()}, one encoder`, ...alone },
      rankings: (found, s) => atypicalityRows(run(found, proxy, s), proxy),
    })),
  ]; // prettier-ignore
}

type Statistic = (scores: ArrayLike<number>, planted: ArrayLike<boolean>) => number | null;

/**
 * What a detector reaches under each seed, on the datapoints that belong and the planted ones of a group. All detectors are asked about the
 * same ones, those that have a score. [seeds]
 */
function reached(
  config: Config,
  found: FinishedRuns,
  detector: Detector,
  statistic: Statistic,
  [from, to]: readonly [number, number],
): (number | null)[] {
  const count = countOf(config);
  return seedsOf(config).map((seed) => {
    const scored = new Set(runOf(found, `score, seed ${seed}`).scores.positions);
    const values = detector.rankings(found, seed).map((ranking) => {
      const places = Array.from({ length: ranking.length }, (_, x) => x).filter(
        (x) => scored.has(x) && (x < count || (x >= from && x < to)),
      );
      return statistic(
        places.map((x) => ranking[x]!),
        places.map((x) => x >= count),
      );
    });
    return values.includes(null) ? null : mean(values as number[]);
  });
}

interface Group {
  name: string;
  span: readonly [number, number];
}

/** The planted datapoints, all of them and kind by kind. */
function groupsOf(config: Config): Group[] {
  let end = countOf(config);
  const kinds = plantsOf(config).map((plant): Group => {
    const from = end;
    end += plantedCount(plant);
    return { name: plant.key === 'foreign' ? `of ${plant.dataset}` : plant.key, span: [from, end] };
  });
  return [{ name: 'all', span: [countOf(config), end] }, ...(kinds.length > 1 ? kinds : [])];
}

function conclude(config: Config, found: FinishedRuns): ExperimentResult {
  const { confidence } = config.run.scoring;
  const first = runOf(found, `score, seed ${config.run.seed}`);
  const detectors = detectorsOf(config, first.alignments.length);
  const groups = groupsOf(config);
  const areas = detectors.map((detector) =>
    reached(config, found, detector, areaUnderCurve, groups[0]!.span),
  );
  const better = (name: string): ReturnType<typeof differenceOverSeeds> =>
    differenceOverSeeds(areas[0]!, areas[detectors.findIndex(({ key }) => key === name)]!, confidence);
  const cost = `It takes ${first.alignments.length} encoders`;
  return {
    series: seriesOf(config, found, detectors, groups),
    statements: [
      statementAbove(
        'The memorization score finds planted outliers: the area under its ROC curve is above .5, which chance gives.',
        overSeeds(areas[0]!, confidence),
        { bound: 0.5, confidence, source: 'arXiv 2401.12233' },
      ),
      statementAbove(
        'The memorization score finds them better than the distance to the 10th neighbour under one encoder: the area under its ROC curve is larger.',
        better('neighbours'),
        { confidence, reason: `${cost} instead of one.` },
      ),
      statementAbove(
        'The memorization score finds them better than the distance to neighbours without any encoder: the area under its ROC curve is larger.',
        better('values'),
        { confidence, reason: `${cost} instead of none.` },
      ),
    ],
  };
}

function seriesOf(
  config: Config,
  found: FinishedRuns,
  detectors: readonly Detector[],
  groups: readonly Group[],
): Series[] {
  const { confidence } = config.run.scoring;
  const count = countOf(config);
  const x = categoryAxis(
    'planted datapoints',
    groups.map(({ name }) => name),
  );
  const rowsOf = (key: string, label: string, statistic: Statistic): Series[] =>
    detectors.map((detector) => ({
      ...{ key: `${key}.${detector.key}`, name: detector.name, x, y: axis(label) },
      points: groups.map(({ span }, at) => {
        const reach = overSeeds(reached(config, found, detector, statistic, span), confidence);
        return { x: at, ...inUnitRange(reach), n: span[1] - span[0] };
      }),
    }));
  const chance = (key: string, label: string, of: (group: Group) => number): Series => ({
    ...{ key: `${key}.chance`, name: 'chance', x, y: axis(label) },
    points: groups.map((group, at) => ({ x: at, y: of(group), low: null, high: null, n: null })),
  });
  const [area, precision] = ['area under the ROC curve', 'average precision'];
  return [
    ...rowsOf('area', area, areaUnderCurve),
    chance('area', area, () => 0.5),
    ...rowsOf('precision', precision, averagePrecision),
    chance('precision', precision, ({ span: [from, to] }) => (to - from) / (count + to - from)),
    {
      ...{ key: 'cost.encoders', name: 'encoders', y: axis('cost', 'encoders to train') },
      x: categoryAxis(
        'detector',
        detectors.map(({ name }) => name),
      ),
      points: detectors.map(({ encoders }, at) => ({ x: at, y: encoders, low: null, high: null, n: null })),
    },
  ];
}

export const contamination = defineExperiment({ key: 'contamination', runs, conclude });
