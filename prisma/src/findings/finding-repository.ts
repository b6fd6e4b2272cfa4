/** What measures find beside one score a datapoint: series, units, and correlations of the measures of one ensemble. */
import type { LayerScore, ScoreCorrelation } from '@engram/core';
import type pg from 'pg';
import { isUuid } from '../database/address-for-people.ts';
import { copyRows } from '../statements/copy.ts';
import { query, transaction } from '../statements/query.ts';
import type { Store } from '../store.ts';

/** A unit of one encoder with the datapoint that drives it. */
export interface UnitRow {
  encoder: number;
  unit: number;
  layer: string;
  selectivity: number;
  /** Of the maximizing datapoint in its dataset. */
  index: number;
  /** Whether the encoder was trained on that datapoint. */
  trainedOn: boolean;
}

/** How the scores of two runs of one ensemble go together. */
export interface CorrelationRow extends ScoreCorrelation {
  /** The other run. */
  runId: string;
}

/** Series of a run with layers: mean score, and mean relative score. */
const [layerSeries, relativeSeries] = ['layer', 'layer-relative'];

const seriesColumns = {
  run_id: 'uuid',
  series: 'text',
  position: 'int4',
  label: 'text',
  estimate: 'float8',
  low: 'float8',
  high: 'float8',
  count: 'int4',
} as const;

/** Inside the transaction that publishes the run. */
export async function insertLayers(
  client: pg.PoolClient,
  runId: string,
  layers: readonly LayerScore[],
): Promise<void> {
  const rows = layers.flatMap(({ layer, mean, low, high, relativeMean, count }, position) => [
    [runId, layerSeries, position, layer, mean, low, high, count],
    [runId, relativeSeries, position, layer, relativeMean, null, null, count],
  ]);
  await copyRows(client, 'run_series', seriesColumns, rows);
}

/** A layer of one of several runs. */
export interface LayerRow extends LayerScore {
  runId: string;
}

/** The layers of each run, from the input on; none for a run whose measure has no layers. */
export async function layersOf(store: Store, runIds: readonly string[]): Promise<LayerRow[]> {
  return query<LayerRow & pg.QueryResultRow>(
    store,
    `SELECT m.run_id AS "runId", m.label AS layer, m.estimate AS mean, m.low, m.high, r.estimate AS "relativeMean", m.count
     FROM run_series m JOIN run_series r USING (run_id, position)
     WHERE m.run_id = ANY($1::uuid[]) AND m.series = $2 AND r.series = $3 ORDER BY m.run_id, m.position`,
    [runIds.filter(isUuid), layerSeries, relativeSeries],
  );
}

/** Stores the units of one encoder in place of those that it had. Those that come after the run is published, from a worker that was cut off, are dropped. */
export async function replaceUnits(
  store: Store,
  runId: string,
  encoder: number,
  units: readonly UnitRow[],
): Promise<void> {
  await transaction(store, async (client) => {
    const unpublished = `SELECT FROM run WHERE id = $1 AND status <> 'SUCCEEDED' FOR KEY SHARE`;
    if ((await client.query(unpublished, [runId])).rowCount === 0) return;
    await client.query('DELETE FROM run_unit WHERE run_id = $1 AND encoder = $2', [runId, encoder]);
    await copyRows(
      client,
      'run_unit',
      {
        run_id: 'uuid',
        encoder: 'int4',
        unit: 'int4',
        layer: 'text',
        selectivity: 'float8',
        index: 'int4',
        trained_on: 'bool',
      },
      units.map((row) => [runId, encoder, row.unit, row.layer, row.selectivity, row.index, row.trainedOn]),
    );
  });
}

/** The most selective units over all encoders of a run, the most selective first. */
export async function unitsOf(store: Store, runId: string, first: number): Promise<UnitRow[]> {
  if (!isUuid(runId)) return [];
  return query(
    store,
    `SELECT encoder, unit, layer, selectivity, index, trained_on AS "trainedOn" FROM run_unit
     WHERE run_id = $1 ORDER BY selectivity DESC, encoder, unit LIMIT $2`,
    [runId, first],
  );
}

const insertedCorrelation = `INSERT INTO run_correlation (a, b, count, spearman, low, high)
  VALUES (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3, $4, $5, $6) ON CONFLICT (a, b) DO NOTHING`;

const correlationParameters = (runId: string, row: CorrelationRow) => [
  runId,
  row.runId,
  row.count,
  row.spearman,
  row.low,
  row.high,
];

/** Stores how two runs of one ensemble go together; does nothing where that is known. */
export async function saveCorrelation(store: Store, runId: string, row: CorrelationRow): Promise<void> {
  await query(store, insertedCorrelation, correlationParameters(runId, row));
}

/** The same inside the transaction that publishes the run. */
export async function insertCorrelations(
  client: pg.PoolClient,
  runId: string,
  rows: readonly CorrelationRow[],
): Promise<void> {
  for (const row of rows) await client.query(insertedCorrelation, correlationParameters(runId, row));
}

/** The correlations of a run with others of its ensemble, the strongest first. */
export async function correlationsOf(store: Store, runId: string): Promise<CorrelationRow[]> {
  if (!isUuid(runId)) return [];
  return query(
    store,
    `SELECT CASE WHEN a = $1 THEN b ELSE a END AS "runId", count, spearman, low, high
     FROM run_correlation WHERE a = $1 OR b = $1 ORDER BY spearman DESC NULLS LAST, 1`,
    [runId],
  );
}

/**
 * Published runs of the same ensemble with which this one has no correlation yet, the newest first: those of another measure, where one of the two is the
 * alignment, which other measures are held against.
 */
export async function uncorrelatedRuns(store: Store, runId: string, most: number): Promise<string[]> {
  const rows = await query<{ id: string }>(
    store,
    `WITH published AS (SELECT *, coalesce(config #>> '{scoring,measure}', 'alignment') AS measure FROM run)
     SELECT o.id FROM published r JOIN published o ON o.ensemble_id = r.ensemble_id AND o.id <> r.id AND o.status = 'SUCCEEDED'
     WHERE r.id = $1 AND o.measure <> r.measure AND 'alignment' IN (o.measure, r.measure)
       AND NOT EXISTS (SELECT FROM run_correlation WHERE (a, b) = (least(r.id, o.id), greatest(r.id, o.id)))
       AND EXISTS (SELECT FROM encoder_measurement m WHERE m.run_id = o.id)
     ORDER BY o.created_at DESC, o.id LIMIT $2`,
    [runId, most],
  );
  return rows.map(({ id }) => id);
}
