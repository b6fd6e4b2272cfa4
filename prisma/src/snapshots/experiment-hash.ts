import { canonicalJson, invariant } from '@engram/core';
import { findByIds as findDatasets } from '../datasets/dataset-repository.ts';
import { runsOf, seriesOf, statementsOf, type ExperimentRow } from '../experiments/experiment-repository.ts';
import { sha256 } from '../hash.ts';
import type { Store } from '../store.ts';

interface HashedPoint {
  x: number;
  y: number | null;
  low: number | null;
  high: number | null;
  n: number | null;
  /** Content hash of the dataset, and the index in it. */
  datapoint: { dataset: string; index: number } | null;
}

/** What an experiment is hashed as; it never changes, or every hash that is cited would be another one. */
export interface ExperimentContent {
  codeVersion: string;
  config: unknown;
  /** In its order; each run by its content hash. */
  runs: readonly { name: string; run: string }[];
  series: readonly { key: string; name: string; x: unknown; y: unknown; points: readonly HashedPoint[] }[];
  statements: readonly {
    claim: string;
    estimate: number | null;
    low: number | null;
    high: number | null;
    confidence: number | null;
    verdict: string;
    reason: string | null;
    source: string | null;
  }[];
}

/** Identity of what an experiment found: SHA-256 over its canonical JSON. Its id, name and times are no part of it. */
export const experimentHash = (content: ExperimentContent): string =>
  sha256(canonicalJson({ ...content, version: 1 }));

/**
 * The same of an experiment that is stored.
 * @param contentHashes of its runs, by id
 */
export async function storedExperimentHash(
  store: Store,
  { id, codeVersion, config }: ExperimentRow,
  contentHashes: ReadonlyMap<string, string>,
): Promise<string> {
  const [held, series, statements] = await Promise.all([
    runsOf(store, [id]),
    seriesOf(store, [id]),
    statementsOf(store, [id]),
  ]);
  const datasetIds = series.flatMap(({ points }) =>
    points.flatMap((point) => point.datapoint?.datasetId ?? []),
  );
  const owners = await findDatasets(store, [...new Set(datasetIds)]);
  const hashOf = new Map(owners.map((owner) => [owner.id, owner.contentHash]));
  return experimentHash({
    codeVersion,
    config,
    runs: held.map(({ name, runId }) => {
      const run = contentHashes.get(runId);
      invariant(run, `the run ${runId} of the experiment ${id} was not hashed`);
      return { name, run };
    }),
    series: series.map(({ key, name, x, y, points }) => ({
      ...{ key, name, x, y },
      points: points.map(({ datapoint, ...point }) => ({
        ...{ x: point.x, y: point.y, low: point.low, high: point.high, n: point.n },
        datapoint: datapoint ? { dataset: hashOf.get(datapoint.datasetId)!, index: datapoint.index } : null,
      })),
    })),
    statements: statements.map(({ claim, estimate, low, high, confidence, verdict, reason, source }) => ({
      ...{ claim, estimate, low, high },
      ...{ confidence, verdict, reason, source },
    })),
  });
}
