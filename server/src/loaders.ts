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
  type ClassExtremes,
  type ClassSummaryRow,
  type CommentRow,
  type CorrelationRow,
  type LayerRow,
  type DatapointRow,
  type DatapointSource,
  type DatasetRow,
  type EncoderCurves,
  type EncoderValueRow,
  type EnsembleRow,
  type ExperimentRow,
  type ExperimentRunRow,
  type LatentClassRow,
  type MapRow,
  type MeanAlignment,
  type NeighbourKey,
  type NeighbourRow,
  type PairDistanceRow,
  type RunRemoval,
  type RunRow,
  type SavedViewRow,
  type SnapshotRow,
  type Store,
  type StoredScore,
  type StoredSeries,
  type StoredStatement,
  type TagRow,
  type UnitRow,
} from '@engram/store';
import type { Histogram } from '@engram/core';
import { changerOf, type Caller } from './access/caller.ts';
import { batched, byKey, groupedBy, oneByOne, perOption } from './batch.ts';

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

const self = (id: string): string => id;
const indexKeyText = (key: IndexKey): string => `${key.owner}:${key.index}`;
const extremesText = (key: ExtremesKey): string => `${key.runId}:${key.perClass}:${key.minTopFraction}`;
const neighbourText = (key: NeighbourKey): string => `${key.runId}:${key.datasetId}:${key.index}`;
const ofDataset = (row: { datasetId: string; index: number }): string => `${row.datasetId}:${row.index}`;
const datapointKey = (key: IndexKey) => ({ datasetId: key.owner, index: key.index });
const scoreKey = (key: IndexKey) => ({ runId: key.owner, index: key.index });

/** One SQL statement a loader and batch; made anew for every request, so that nothing goes stale. */
// eslint-disable-next-line max-lines-per-function -- a list: one entry a loader, whose types follow from it
export function createLoaders(store: Store, caller: Caller) {
  return {
    dataset: batched<string, DatasetRow | null>(
      async (ids) => byKey(await datasets.findByIds(store, ids), (row) => row.id),
      self,
      null,
    ),
    classes: batched<string, LatentClassRow[]>(
      async (ids) => groupedBy(await datasets.classesOf(store, ids), (row) => row.datasetId),
      self,
      [],
    ),
    datapoint: batched<IndexKey, DatapointRow | null>(
      async (keys) => byKey(await datapoints.findByKeys(store, keys.map(datapointKey)), ofDataset),
      indexKeyText,
      null,
    ),
    datapointSource: batched<IndexKey, DatapointSource | null>(
      async (keys) => byKey(await datapoints.sourcesByKeys(store, keys.map(datapointKey)), ofDataset),
      indexKeyText,
      null,
    ),
    run: batched<string, RunRow | null>(
      async (ids) => byKey(await runs.findByIds(store, ids), (row) => row.id),
      self,
      null,
    ),
    removalOfRun: batched<string, RunRemoval | null>((ids) => runs.removalsOf(store, ids), self, null),
    ensemble: batched<string, EnsembleRow | null>(
      async (ids) => byKey(await ensembles.findByIds(store, ids), (row) => row.id),
      self,
      null,
    ),
    ensemblesByShortId: batched<string, EnsembleRow[]>(
      oneByOne((id) => ensembles.findByIdPrefix(store, id, enoughToTell), self),
      self,
      [],
    ),
    runsOfEnsemble: perOption((most: number) =>
      batched<string, RunRow[]>(
        async (ids) => groupedBy(await runs.ofEnsembles(store, ids, most), (row) => row.ensembleId),
        self,
        [],
      ),
    ),
    experiment: batched<string, ExperimentRow | null>(
      async (ids) => byKey(await experiments.findByIds(store, ids), (row) => row.id),
      self,
      null,
    ),
    experimentsByShortId: batched<string, ExperimentRow[]>(
      oneByOne((id) => experiments.findByIdPrefix(store, id, enoughToTell), self),
      self,
      [],
    ),
    experimentsOfEnsemble: perOption((most: number) =>
      batched<string, ExperimentRow[]>(
        async (ids) => groupedBy(await experiments.ofEnsembles(store, ids, most), (row) => row.ensembleId),
        self,
        [],
      ),
    ),
    runsOfExperiment: batched<string, ExperimentRunRow[]>(
      async (ids) => groupedBy(await experiments.runsOf(store, ids), (row) => row.experimentId),
      self,
      [],
    ),
    seriesOf: batched<string, StoredSeries[]>(
      async (ids) => groupedBy(await experiments.seriesOf(store, ids), (row) => row.experimentId),
      self,
      [],
    ),
    statementsOf: batched<string, StoredStatement[]>(
      async (ids) => groupedBy(await experiments.statementsOf(store, ids), (row) => row.experimentId),
      self,
      [],
    ),
    runsByShortId: batched<string, RunRow[]>(
      oneByOne((id) => runs.findByIdPrefix(store, id, enoughToTell), self),
      self,
      [],
    ),
    score: batched<IndexKey, StoredScore | null>(
      async (keys) =>
        byKey(await scores.findByKeys(store, keys.map(scoreKey)), (row) => `${row.runId}:${row.index}`),
      indexKeyText,
      null,
    ),
    neighbours: batched<NeighbourKey, NeighbourRow | null>(
      async (keys) => byKey(await neighbours.findByKeys(store, keys), neighbourText),
      neighbourText,
      null,
    ),
    pairDistances: batched<IndexKey, PairDistanceRow | null>(
      async (keys) =>
        byKey(
          await pairDistances.findByKeys(store, keys.map(scoreKey)),
          (row) => `${row.runId}:${row.index}`,
        ),
      indexKeyText,
      null,
    ),
    encoderValues: batched<IndexKey, EncoderValueRow[]>(
      async (keys) =>
        groupedBy(
          await encoderValues.findByKeys(store, keys.map(scoreKey)),
          (row) => `${row.runId}:${row.index}`,
        ),
      indexKeyText,
      [],
    ),
    snapshot: batched<string, SnapshotRow | null>(
      async (hashes) => byKey(await snapshots.findByHashes(store, hashes), (row) => row.hash),
      self,
      null,
    ),
    comment: batched<string, CommentRow | null>(
      async (ids) => byKey(await comments.findByIds(store, ids), (row) => row.id),
      self,
      null,
    ),
    savedView: batched<string, SavedViewRow | null>(
      async (ids) => byKey(await savedViews.findByIds(store, ids), (row) => row.id),
      self,
      null,
    ),
    tagsOf: batched<IndexKey, TagRow[]>(
      async (keys) => groupedBy(await tags.ofDatapoints(store, keys.map(datapointKey)), ofDataset),
      indexKeyText,
      [],
    ),
    commentsOf: batched<IndexKey, CommentRow[]>(
      async (keys) => groupedBy(await comments.ofDatapoints(store, keys.map(datapointKey)), ofDataset),
      indexKeyText,
      [],
    ),
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
    layersOfRun: batched<string, LayerRow[]>(
      async (ids) => groupedBy(await findings.layersOf(store, ids), (row) => row.runId),
      self,
      [],
    ),
    unitsOfRun: perOption((most: number) =>
      batched<string, UnitRow[]>(
        oneByOne((id) => findings.unitsOf(store, id, most), self),
        self,
        [],
      ),
    ),
    correlationsOfRun: batched<string, CorrelationRow[]>(
      oneByOne((id) => findings.correlationsOf(store, id), self),
      self,
      [],
    ),
    mapOfRun: batched<string, MapRow | null>(
      async (ids) => byKey(await representationMaps.findByRuns(store, ids), (row) => row.runId),
      self,
      null,
    ),
    encodersOf: perOption((most: number) =>
      batched<string, EncoderCurves[]>(
        async (ids) => groupedBy(await encoders.curvesOf(store, ids, most), (row) => row.runId),
        self,
        [],
      ),
    ),
    scoresOf: perOption((runIds: string[] | undefined) =>
      batched<IndexKey, StoredScore[]>(
        async (keys) =>
          groupedBy(await scores.ofDatapoints(store, keys.map(datapointKey), runIds), ofDataset),
        indexKeyText,
        [],
      ),
    ),
    scoresByMeasure: perOption((runId: string) =>
      batched<IndexKey, StoredScore[]>(
        async (keys) => groupedBy(await scores.byMeasure(store, keys.map(datapointKey), runId), ofDataset),
        indexKeyText,
        [],
      ),
    ),
    topScoresOf: perOption((most: number) =>
      batched<string, StoredScore[]>(
        async (ids) => groupedBy(await scores.tops(store, ids, most), (row) => row.runId),
        self,
        [],
      ),
    ),
    histogramOf: perOption((bins: number) =>
      batched<string, Histogram | null>((ids) => scores.histogramsOfRuns(store, ids, bins), self, null),
    ),
    classSummaries: batched<string, ClassSummaryRow[]>(
      oneByOne((runId) => classSummaries.list(store, runId), self),
      self,
      [],
    ),
    meanAlignmentByClass: batched<string, (MeanAlignment & { class: number })[]>(
      oneByOne((runId) => scores.meanAlignmentByClass(store, runId), self),
      self,
      [],
    ),
    extremes: batched<ExtremesKey, ClassExtremes[]>(
      oneByOne(({ runId, ...options }) => scores.extremes(store, runId, options), extremesText),
      extremesText,
      [],
    ),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;
