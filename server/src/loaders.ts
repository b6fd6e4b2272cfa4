import {
  classSummaries,
  comments,
  datapoints,
  datasets,
  encoders,
  encoderValues,
  ensembles,
  experiments,
  findings,
  neighbours,
  representationMaps,
  pairDistances,
  runs,
  savedViews,
  scores,
  snapshots,
  tags,
  type DatapointKey,
  type FloatRange,
  type NeighbourKey,
  type RunRemoval,
  type ScoreKey,
  type Store,
} from '@engram/store';
import type { Histogram } from '@engram/core';
import { changerOf, type Caller } from './access/caller.ts';
import { batched, perOption, rowBy, rowEach, rowsBy, rowsEach, rowsOneByOne, self } from './batch.ts';

export interface ExtremesKey {
  runId: string;
  perClass: number;
  minTopFraction: number | null;
  value: FloatRange | null;
}

export interface ClassesWithinKey {
  runId: string;
  value: FloatRange;
}

/** Rows that are looked for by the beginning of an id: more than one of them are several. */
const enoughToTell = 3;

const rangeText = (value: FloatRange | null): string => `${value?.gte}:${value?.lte}`;
const extremesText = ({ runId, perClass, minTopFraction, value }: ExtremesKey): string =>
  `${runId}:${perClass}:${minTopFraction}:${rangeText(value)}`;
const classesWithinText = ({ runId, value }: ClassesWithinKey): string => `${runId}:${rangeText(value)}`;
const neighbourText = (key: NeighbourKey): string => `${key.runId}:${key.datasetId}:${key.index}`;
const datapointText = (key: DatapointKey): string => `${key.datasetId}:${key.index}`;
const scoreText = (key: ScoreKey): string => `${key.runId}:${key.index}`;

const ofPeople = (store: Store, caller: Caller) => ({
  snapshot: rowBy('hash', (hashes) => snapshots.findByHashes(store, hashes)),
  comment: rowBy('id', (ids) => comments.findByIds(store, ids)),
  savedView: rowBy('id', (ids) => savedViews.findByIds(store, ids)),
  tagsOf: rowsEach((keys) => tags.ofDatapoints(store, keys), datapointText),
  commentsOf: rowsEach((keys) => comments.ofDatapoints(store, keys), datapointText),
  indicesOf: perOption((datasetId: string) =>
    batched<string, number[]>((names) => tags.indicesOf(store, datasetId, names), self, []),
  ),
  lockedIndicesOf: perOption((datasetId: string) =>
    batched<string, number[]>(
      (names) => tags.indicesOf(store, datasetId, names, changerOf(caller)),
      self,
      [],
    ),
  ),
});

const ofDatasets = (store: Store) => ({
  dataset: rowBy('id', (ids) => datasets.findByIds(store, ids)),
  classes: rowsBy('datasetId', (ids) => datasets.classesOf(store, ids)),
  datapoint: rowEach((keys) => datapoints.findByKeys(store, keys), datapointText),
  datapointSource: rowEach((keys) => datapoints.sourcesByKeys(store, keys), datapointText),
  neighbours: rowEach((keys) => neighbours.findByKeys(store, keys), neighbourText),
});

const ofEnsembles = (store: Store) => ({
  ensemble: rowBy('id', (ids) => ensembles.findByIds(store, ids)),
  ensemblesByShortId: rowsOneByOne((id) => ensembles.findByIdPrefix(store, id, enoughToTell), self),
  runsOfEnsemble: perOption((most: number) =>
    rowsBy('ensembleId', (ids) => runs.ofEnsembles(store, ids, most)),
  ),
  experimentsOfEnsemble: perOption((most: number) =>
    rowsBy('ensembleId', (ids) => experiments.ofEnsembles(store, ids, most)),
  ),
});

const ofExperiments = (store: Store) => ({
  experiment: rowBy('id', (ids) => experiments.findByIds(store, ids)),
  experimentsByShortId: rowsOneByOne((id) => experiments.findByIdPrefix(store, id, enoughToTell), self),
  runsOfExperiment: rowsBy('experimentId', (ids) => experiments.runsOf(store, ids)),
  seriesOf: rowsBy('experimentId', (ids) => experiments.seriesOf(store, ids)),
  statementsOf: rowsBy('experimentId', (ids) => experiments.statementsOf(store, ids)),
});

const ofRuns = (store: Store) => ({
  run: rowBy('id', (ids) => runs.findByIds(store, ids)),
  runsByShortId: rowsOneByOne((id) => runs.findByIdPrefix(store, id, enoughToTell), self),
  removalOfRun: batched<string, RunRemoval | null>((ids) => runs.removalsOf(store, ids), self, null),
  encodersOf: perOption((most: number) => rowsBy('runId', (ids) => encoders.curvesOf(store, ids, most))),
  layersOfRun: rowsBy('runId', (ids) => findings.layersOf(store, ids)),
  unitsOfRun: perOption((most: number) => rowsOneByOne((id) => findings.unitsOf(store, id, most), self)),
  correlationsOfRun: rowsOneByOne((id) => findings.correlationsOf(store, id), self),
  mapOfRun: rowBy('runId', (ids) => representationMaps.findByRuns(store, ids)),
  classSummaries: rowsOneByOne((id) => classSummaries.list(store, id), self),
  classesWithin: rowsOneByOne(
    ({ runId, value }: ClassesWithinKey) => classSummaries.listWithin(store, runId, value),
    classesWithinText,
  ),
  meanAlignmentByClass: rowsOneByOne((id) => scores.meanAlignmentByClass(store, id), self),
  histogramOf: perOption((bins: number) =>
    batched<string, Histogram | null>((ids) => scores.histogramsOfRuns(store, ids, bins), self, null),
  ),
  topScoresOf: perOption((most: number) => rowsBy('runId', (ids) => scores.tops(store, ids, most))),
  extremes: rowsOneByOne(
    ({ runId, ...options }: ExtremesKey) => scores.extremes(store, runId, options),
    extremesText,
  ),
});

const ofScores = (store: Store) => ({
  score: rowEach((keys) => scores.findByKeys(store, keys), scoreText),
  pairDistances: rowEach((keys) => pairDistances.findByKeys(store, keys), scoreText),
  encoderValues: rowsEach((keys) => encoderValues.findByKeys(store, keys), scoreText),
  scoresOf: perOption((runIds: string[] | undefined) =>
    rowsEach((keys) => scores.ofDatapoints(store, keys, runIds), datapointText),
  ),
  scoresByMeasure: perOption((runId: string) =>
    rowsEach((keys) => scores.byMeasure(store, keys, runId), datapointText),
  ),
});

/** One SQL statement a loader and batch; made anew for every request, so that nothing goes stale. */
export const createLoaders = (store: Store, caller: Caller) => ({
  ...ofDatasets(store),
  ...ofEnsembles(store),
  ...ofExperiments(store),
  ...ofRuns(store),
  ...ofScores(store),
  ...ofPeople(store, caller),
});

export type Loaders = ReturnType<typeof createLoaders>;
