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
  type NeighbourKey,
  type RunRemoval,
  type Store,
} from '@engram/store';
import type { Histogram } from '@engram/core';
import { changerOf, type Caller } from './access/caller.ts';
import { batched, perOption, rowBy, rowEach, rowsBy, rowsEach, rowsOneByOne, self } from './batch.ts';

/** A part of a dataset or run, by its index. */
export interface IndexKey {
  owner: string;
  index: number;
}

export interface ExtremesKey {
  runId: string;
  perClass: number;
  minTopFraction: number | null;
}

/** Rows that are looked for by the beginning of an id: more than one of them are several. */
const enoughToTell = 3;

const indexKeyText = (key: IndexKey): string => `${key.owner}:${key.index}`;
const extremesText = (key: ExtremesKey): string => `${key.runId}:${key.perClass}:${key.minTopFraction}`;
const neighbourText = (key: NeighbourKey): string => `${key.runId}:${key.datasetId}:${key.index}`;
const ofDataset = (row: { datasetId: string; index: number }): string => `${row.datasetId}:${row.index}`;
const ofRun = (row: { runId: string; index: number }): string => `${row.runId}:${row.index}`;
const datapointKey = (key: IndexKey) => ({ datasetId: key.owner, index: key.index });
const scoreKey = (key: IndexKey) => ({ runId: key.owner, index: key.index });

/** Loaders of rows by a datapoint's dataset and index, which `find` takes. */
type DatapointKey = ReturnType<typeof datapointKey>;
type Find<Key, Row> = (keys: Key[]) => Promise<readonly Row[]>;
const rowOfDatapoint = <Row extends DatapointKey>(find: Find<DatapointKey, Row>) =>
  rowEach((keys: readonly IndexKey[]) => find(keys.map(datapointKey)), ofDataset, indexKeyText);
const rowsOfDatapoint = <Row extends DatapointKey>(find: Find<DatapointKey, Row>) =>
  rowsEach((keys: readonly IndexKey[]) => find(keys.map(datapointKey)), ofDataset, indexKeyText);

const ofPeople = (store: Store, caller: Caller) => ({
  snapshot: rowBy('hash', (hashes) => snapshots.findByHashes(store, hashes)),
  comment: rowBy('id', (ids) => comments.findByIds(store, ids)),
  savedView: rowBy('id', (ids) => savedViews.findByIds(store, ids)),
  tagsOf: rowsOfDatapoint((keys) => tags.ofDatapoints(store, keys)),
  commentsOf: rowsOfDatapoint((keys) => comments.ofDatapoints(store, keys)),
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
  datapoint: rowOfDatapoint((keys) => datapoints.findByKeys(store, keys)),
  datapointSource: rowOfDatapoint((keys) => datapoints.sourcesByKeys(store, keys)),
  neighbours: rowEach(
    (keys: readonly NeighbourKey[]) => neighbours.findByKeys(store, keys),
    neighbourText,
    neighbourText,
  ),
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
  score: rowEach(
    (keys: readonly IndexKey[]) => scores.findByKeys(store, keys.map(scoreKey)),
    ofRun,
    indexKeyText,
  ),
  pairDistances: rowEach(
    (keys: readonly IndexKey[]) => pairDistances.findByKeys(store, keys.map(scoreKey)),
    ofRun,
    indexKeyText,
  ),
  encoderValues: rowsEach(
    (keys: readonly IndexKey[]) => encoderValues.findByKeys(store, keys.map(scoreKey)),
    ofRun,
    indexKeyText,
  ),
  scoresOf: perOption((runIds: string[] | undefined) =>
    rowsOfDatapoint((keys) => scores.ofDatapoints(store, keys, runIds)),
  ),
  scoresByMeasure: perOption((runId: string) =>
    rowsOfDatapoint((keys) => scores.byMeasure(store, keys, runId)),
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
