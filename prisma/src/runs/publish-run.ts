import {
  type ComparabilityKey,
  DomainError,
  type LayerScore,
  type RepresentationMap,
  type RunStatus,
  type RunSummary,
} from '@engram/core';
import type pg from 'pg';
import { isUuid } from '../database/address-for-people.ts';
import type { ClassSummaryRow } from '../scores/class-summary-repository.ts';
import { copyRows } from '../statements/copy.ts';
import {
  neighbourColumns,
  neighbourValues,
  type NeighbourLists,
} from '../datapoints/neighbour-repository.ts';
import {
  pairDistanceColumns,
  pairDistanceValues,
  type PairDistances,
} from '../datapoints/pair-distance-repository.ts';
import { insertCorrelations, insertLayers, type CorrelationRow } from '../findings/finding-repository.ts';
import { insertMap } from '../datapoints/representation-map-repository.ts';
import { insertRanking } from '../rankings/run-ranking.ts';
import { scoreColumns, scoreValues } from '../scores/score-columns.ts';
import type { PublishedScore } from '../scores/score-fields.ts';
import { transaction } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { unknownRun } from './unknown-run.ts';

/** All that a run has found. */
export interface Publication {
  rows: readonly PublishedScore[];
  summary: RunSummary;
  classSummaries: readonly ClassSummaryRow[];
  comparabilityKey: ComparabilityKey;
  engine: string;
  /** What its readers should know of how it was made; becomes the run's message. */
  remark?: string;
  /** Nearest neighbours under the first encoder; left out where they are not known. */
  neighbours?: NeighbourLists;
  /** Representations under the first encoder on a plane; null or left out where there is none. */
  map?: RepresentationMap | null;
  /** Names the checkpoint of the first encoder; left out where there is none. */
  checkpointHash?: string | null;
  /** Distances of the views pair by pair; left out where they are not kept. */
  pairDistances?: readonly PairDistances[];
  /** Mean scores layer by layer; left out where the measure has no layers. */
  layers?: readonly LayerScore[];
  /** How its scores go together with those of published runs of its ensemble. */
  correlations?: readonly CorrelationRow[];
}

/**
 * Stores the scores and summaries of a RUNNING run and makes it SUCCEEDED: one transaction that locks the run, so that of
 * several publishers one does it and a killed one leaves nothing.
 * @returns `published: false` when the run is SUCCEEDED already; nothing is changed then
 * @throws DomainError CONFLICT when the run has another status, NOT_FOUND when there is no such run, INVALID_SCORE_INPUT when
 *   a score is not finite, is given twice, or belongs to no datapoint of the run's dataset
 */
export async function publish(
  store: Store,
  runId: string,
  publication: Publication,
): Promise<{ published: boolean }> {
  return transaction(store, (client) => publishIn(client, runId, publication), { bulk: true });
}

/** The same inside the transaction that `client` is in. */
export async function publishIn(
  client: pg.PoolClient,
  runId: string,
  publication: Publication,
): Promise<{ published: boolean }> {
  const run = await lockRun(client, runId);
  if (run.status === 'SUCCEEDED') return { published: false };
  if (run.status !== 'RUNNING')
    throw new DomainError(
      'CONFLICT',
      `Run ${runId} is ${run.status}; only a RUNNING run can publish its scores.`,
    );
  checkIndices(publication.rows);
  await checkDatapoints(client, run.datasetId, publication.rows);
  await copyRows(client, 'score', scoreColumns, valuesOf(runId, publication.rows));
  await copyRows(
    client,
    'class_summary',
    { run_id: 'uuid', class: 'int4', count: 'int4', mean: 'float8', low: 'float8', high: 'float8' },
    publication.classSummaries.map((row) => [runId, row.class, row.count, row.mean, row.low, row.high]),
  );
  if (publication.neighbours)
    await copyRows(client, 'neighbour', neighbourColumns, neighbourValues(runId, publication.neighbours));
  if (publication.map) await insertMap(client, runId, publication.map, publication.checkpointHash ?? null);
  if (publication.pairDistances)
    await copyRows(
      client,
      'pair_distance',
      pairDistanceColumns,
      pairDistanceValues(runId, publication.pairDistances),
    );
  if (publication.layers) await insertLayers(client, runId, publication.layers);
  if (publication.correlations) await insertCorrelations(client, runId, publication.correlations);
  await client.query('DELETE FROM encoder_pair_distance WHERE run_id = $1', [runId]);
  await finishRun(client, runId, publication);
  // Fresh statistics at once: the first page of a new run must not wait for autovacuum to be planned well.
  await client.query('ANALYZE score (run_id, index, class, value, top_fraction)');
  await insertRanking(client, runId);
  return { published: true };
}

async function lockRun(
  client: pg.PoolClient,
  runId: string,
): Promise<{ status: RunStatus; datasetId: string }> {
  const { rows } = isUuid(runId)
    ? await client.query<{ status: RunStatus; datasetId: string }>(
        'SELECT status, dataset_id AS "datasetId" FROM run WHERE id = $1 FOR UPDATE',
        [runId],
      )
    : { rows: [] };
  if (!rows[0]) throw unknownRun(runId);
  return rows[0];
}

function checkIndices(rows: readonly PublishedScore[]): void {
  const seen = new Set<number>();
  for (const { index } of rows) {
    if (seen.has(index))
      throw new DomainError(
        'INVALID_SCORE_INPUT',
        `Datapoint ${index} is scored twice; give each one score.`,
      );
    seen.add(index);
  }
}

/** Most memorized first: neighbours on a page of scores lie side by side on disk, and two of the indices grow in order. */
function* valuesOf(
  runId: string,
  rows: readonly PublishedScore[],
): Generator<ReturnType<typeof scoreValues>> {
  const falling = rows.toSorted((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
  for (const row of falling) yield scoreValues(runId, row);
}

/** Stands in for a foreign key: one check for the whole set instead of one look-up a row. */
async function checkDatapoints(
  client: pg.PoolClient,
  datasetId: string,
  scores: readonly PublishedScore[],
): Promise<void> {
  const { rows } = await client.query<{ count: number; least: number; most: number }>(
    `SELECT datapoint_count AS count,
       (SELECT min(index) FROM datapoint WHERE dataset_id = id) AS least,
       (SELECT max(index) FROM datapoint WHERE dataset_id = id) AS most
     FROM dataset WHERE id = $1`,
    [datasetId],
  );
  const { count, least, most } = rows[0]!;
  // As a rule a dataset has no gaps, and its bounds say it all.
  const unknown =
    most - least + 1 === count
      ? scores.find(({ index }) => !(index >= least && index <= most))?.index
      : await findUnknown(client, datasetId, scores);
  if (unknown !== undefined)
    throw new DomainError(
      'INVALID_SCORE_INPUT',
      `A score names datapoint ${unknown}, which the run's dataset does not have.`,
    );
}

async function findUnknown(
  client: pg.PoolClient,
  datasetId: string,
  scores: readonly PublishedScore[],
): Promise<number | undefined> {
  const { rows } = await client.query<{ index: number }>(
    `SELECT given.index FROM unnest($2::int4[]) AS given(index)
     WHERE NOT EXISTS (SELECT FROM datapoint d WHERE d.dataset_id = $1 AND d.index = given.index) LIMIT 1`,
    [datasetId, scores.map((score) => score.index)],
  );
  return rows[0]?.index;
}

async function finishRun(client: pg.PoolClient, runId: string, publication: Publication): Promise<void> {
  const { rows, summary, comparabilityKey, engine, remark = null } = publication;
  const identifiableCount = rows.reduce((count, row) => count + (row.value === null ? 0 : 1), 0);
  await client.query(
    `UPDATE run SET status = 'SUCCEEDED', finished_at = clock_timestamp(), scored_count = $2, identifiable_count = $3,
       summary = $4, comparability_key = $5, engine = $6, phase = 'done', fraction = 1, eta_seconds = 0, message = $7,
       error_code = NULL, error = NULL
     WHERE id = $1`,
    [
      runId,
      rows.length,
      identifiableCount,
      JSON.stringify(summary),
      JSON.stringify(comparabilityKey),
      engine,
      remark,
    ],
  );
}
