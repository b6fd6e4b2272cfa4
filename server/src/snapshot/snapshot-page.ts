import {
  datasets,
  experiments,
  limitedBy,
  runs,
  type ExperimentRow,
  type RunRow,
  type SnapshotRow,
  type Store,
} from '@engram/store';
import type { RequestHandler } from 'express';
import { callerOf, type Caller } from '../access/caller.ts';
import type { ConcurrencyLimiter } from '../limits/concurrency-limiter.ts';
import { acquireWork } from '../limits/work.ts';
import type { FigureMaker } from './figure-maker.ts';
import { existingSnapshot } from './existing-snapshot.ts';
import { snapshotHtml, type SnapshotContent } from './snapshot-html.ts';

const recordOf = (
  { hash, title, authors, license, createdAt }: SnapshotRow,
  found: readonly RunRow[],
  held: readonly ExperimentRow[],
  publicUrl: string,
) => ({
  hash,
  title,
  authors,
  license,
  createdAt,
  runs: found.map(({ id, name, methodKey, estimatorKey, configHash, codeVersion, scoredCount }) => {
    const exports = `${publicUrl}/export/runs/${id}.parquet`;
    return {
      id,
      name,
      method: methodKey,
      estimator: estimatorKey,
      configHash,
      codeVersion,
      scoredCount,
      exports,
    };
  }),
  experiments: held.map(({ id, name, kind, configHash, codeVersion }) => ({
    ...{ id, name, kind, configHash, codeVersion },
  })),
});

/** What listing the figures of a snapshot takes, in objects that are answered in the same time. */
const cost = 50;

export interface SnapshotPageOptions {
  store: Store;
  limiter: ConcurrencyLimiter;
  publicUrl?: string | undefined;
  /** Absent when this server draws no figures. */
  figures?: FigureMaker | undefined;
}

/** Serves `/s/<hash>`, the permalink of a snapshot, as a page that loads nothing, or as JSON to who asks for that. */
export function showSnapshot({
  store: whole,
  limiter,
  publicUrl = '',
  figures,
}: SnapshotPageOptions): RequestHandler<{ hash: string }> {
  return async (request, response) => {
    const caller = callerOf(response);
    const store = limitedBy(whole, undefined, () => limiter.acquireConnection(caller.key));
    const snapshot = await existingSnapshot(store, request.params.hash);
    response.vary('Accept');
    if (request.accepts(['html', 'json']) === 'json') {
      const found = inOrder(await runs.findByIds(store, snapshot.runIds), snapshot.runIds);
      response.json(recordOf(snapshot, found, await experimentsOf(store, snapshot), publicUrl));
      return;
    }
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    const content = await contentOf({ store, limiter, figures, publicUrl }, caller, snapshot);
    response.type('html').send(snapshotHtml(snapshot, content, publicUrl));
  };
}

/** All that a page shows of a snapshot. */
export async function contentOf(
  { store, limiter, figures, publicUrl }: SnapshotPageOptions,
  caller: Caller,
  snapshot: SnapshotRow,
): Promise<SnapshotContent> {
  const held = inOrder(await runs.findByIds(store, snapshot.runIds), snapshot.runIds);
  const release = await acquireWork(limiter, caller, cost);
  const listed = await Promise.resolve(figures?.list({ store, snapshot, publicUrl }) ?? []).finally(release);
  return {
    runs: held,
    datasets: await datasets.findByIds(store, [...new Set(held.map(({ datasetId }) => datasetId))]),
    experiments: await experimentsOf(store, snapshot),
    statements: await experiments.statementsOf(store, snapshot.experimentIds),
    figures: listed,
  };
}

const experimentsOf = async (store: Store, { experimentIds }: SnapshotRow): Promise<ExperimentRow[]> =>
  inOrder(await experiments.findByIds(store, experimentIds), experimentIds);

const inOrder = <Row extends { id: string }>(rows: readonly Row[], ids: readonly string[]): Row[] =>
  ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
