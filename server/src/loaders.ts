import {
  classSummaries,
  comments,
  datapoints,
  datasets,
  encoders,
  neighbours,
  pairDistances,
  runs,
  savedViews,
  scores,
  snapshots,
  tags,
  type ClassExtremes,
  type ClassSummaryRow,
  type CommentRow,
  type DatapointRow,
  type DatasetRow,
  type EncoderCurves,
  type LatentClassRow,
  type NeighbourKey,
  type NeighbourRow,
  type PairDistanceRow,
  type RunRow,
  type SavedViewRow,
  type SnapshotRow,
  type Store,
  type StoredScore,
  type TagRow,
} from '@engram/store';
import { batched, byKey, groupedBy, oneByOne, type Loader } from './batch.ts';

/** A part of a dataset or run, by its index. */
export interface PartKey {
  owner: string;
  index: number;
}

export interface ExtremesKey {
  runId: string;
  perClass: number;
}

const self = (id: string): string => id;
const partText = (key: PartKey): string => `${key.owner}:${key.index}`;
const extremesText = (key: ExtremesKey): string => `${key.runId}:${key.perClass}`;
const neighbourText = (key: NeighbourKey): string => `${key.runId}:${key.datasetId}:${key.index}`;
const ofDataset = (row: { datasetId: string; index: number }): string => `${row.datasetId}:${row.index}`;
const datapointKey = (key: PartKey) => ({ datasetId: key.owner, index: key.index });
const scoreKey = (key: PartKey) => ({ runId: key.owner, index: key.index });

/** Scores of datapoints: those that ask for the same runs share a statement. */
function scoresOfDatapoints(store: Store) {
  const loaders = new Map<string, Loader<PartKey, StoredScore[]>>();
  const loaderOf = (runIds: string[] | undefined) =>
    batched<PartKey, StoredScore[]>(
      async (keys) => groupedBy(await scores.ofDatapoints(store, keys.map(datapointKey), runIds), ofDataset),
      partText,
      [],
    );
  return (runIds: string[] | undefined): Loader<PartKey, StoredScore[]> => {
    const set = JSON.stringify(runIds ?? null);
    const loader = loaders.get(set) ?? loaderOf(runIds);
    loaders.set(set, loader);
    return loader;
  };
}

/** Indices of the datapoints with a tag: the tags of a dataset share a statement. */
function indicesOfTags(store: Store) {
  const loaders = new Map<string, Loader<string, number[]>>();
  return (datasetId: string): Loader<string, number[]> => {
    const loader =
      loaders.get(datasetId) ??
      batched<string, number[]>((names) => tags.indicesOf(store, datasetId, names), self, []);
    loaders.set(datasetId, loader);
    return loader;
  };
}

/** Encoders of runs: those that ask for as many share a statement. */
function encodersOfRuns(store: Store) {
  const loaders = new Map<number, Loader<string, EncoderCurves[]>>();
  return (most: number): Loader<string, EncoderCurves[]> => {
    const loader =
      loaders.get(most) ??
      batched<string, EncoderCurves[]>(
        async (ids) => groupedBy(await encoders.curvesOf(store, ids, most), (row) => row.runId),
        self,
        [],
      );
    loaders.set(most, loader);
    return loader;
  };
}

/** One SQL statement a loader and batch; made anew for every request, so that nothing goes stale. */
export function createLoaders(store: Store) {
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
    datapoint: batched<PartKey, DatapointRow | null>(
      async (keys) => byKey(await datapoints.findByKeys(store, keys.map(datapointKey)), ofDataset),
      partText,
      null,
    ),
    run: batched<string, RunRow | null>(
      async (ids) => byKey(await runs.findByIds(store, ids), (row) => row.id),
      self,
      null,
    ),
    score: batched<PartKey, StoredScore | null>(
      async (keys) =>
        byKey(await scores.findByKeys(store, keys.map(scoreKey)), (row) => `${row.runId}:${row.index}`),
      partText,
      null,
    ),
    neighbours: batched<NeighbourKey, NeighbourRow | null>(
      async (keys) => byKey(await neighbours.findByKeys(store, keys), neighbourText),
      neighbourText,
      null,
    ),
    pairDistances: batched<PartKey, PairDistanceRow | null>(
      async (keys) =>
        byKey(
          await pairDistances.findByKeys(store, keys.map(scoreKey)),
          (row) => `${row.runId}:${row.index}`,
        ),
      partText,
      null,
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
    tagsOf: batched<PartKey, TagRow[]>(
      async (keys) => groupedBy(await tags.ofDatapoints(store, keys.map(datapointKey)), ofDataset),
      partText,
      [],
    ),
    commentsOf: batched<PartKey, CommentRow[]>(
      async (keys) => groupedBy(await comments.ofDatapoints(store, keys.map(datapointKey)), ofDataset),
      partText,
      [],
    ),
    indicesOf: indicesOfTags(store),
    encodersOf: encodersOfRuns(store),
    scoresOf: scoresOfDatapoints(store),
    classSummaries: batched<string, ClassSummaryRow[]>(
      oneByOne((runId) => classSummaries.list(store, runId), self),
      self,
      [],
    ),
    extremes: batched<ExtremesKey, ClassExtremes[]>(
      oneByOne(({ runId, perClass }) => scores.extremes(store, runId, { perClass }), extremesText),
      extremesText,
      [],
    ),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;
