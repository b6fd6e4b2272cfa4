import { defaultMeasure } from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import { query } from '../statements/query.ts';
import { queryStoredScores, storedScoreJoins, storedScoresText, type StoredScore } from './stored-score.ts';
import { resolveFilter } from '../rankings/score-agreement.ts';
import { scoreCondition, type ScoreFilter } from './score-filter.ts';
import { Parameters } from '../statements/parameters.ts';
import type { DatapointKey } from '../datapoints/datapoint-repository.ts';
import type { Store } from '../store.ts';

export { cursorOf, page } from './score-page.ts';
export { extremes } from './score-extremes.ts';
export { medianHalfWidth } from './score-precision.ts';
export { histogram, histogramsOfRuns } from './score-histogram.ts';
export { meanAlignment, meanAlignmentByClass, meanValue, type MeanAlignment } from './mean-alignment.ts';
export { tops } from './score-tops.ts';
export { stream } from './score-stream.ts';
export { exportFormats, exportScores, type ExportFormat } from './score-export.ts';
export { parquetOf } from './score-parquet.ts';
export { recordFields, recordType, scoreRecord } from './score-record.ts';
export type { RecordField, ScoreRecord } from './score-record.ts';
export { scoreFieldNames, scoreFields } from './score-fields.ts';
export type { PublishedScore, ScoreFieldName } from './score-fields.ts';
export { csvOf, jsonOf } from './score-text.ts';

export interface ScoreKey {
  runId: string;
  index: number;
}

/** One look-up by the whole primary key; without the fence (OFFSET 0) the planner may search the index by its second half. */
const scoreOf = (run: string): string =>
  `CROSS JOIN LATERAL (SELECT * FROM score WHERE run_id = ${run} AND index = k.index OFFSET 0) s`;

export async function count(store: Store, filter: ScoreFilter): Promise<number> {
  const parameters = new Parameters();
  const where = scoreCondition(await resolveFilter(store, filter), parameters);
  const [row] = await query<{ count: number }>(
    store,
    `SELECT count(*)::float8 AS count FROM score s WHERE ${where}`,
    parameters.values,
  );
  return row!.count;
}

/** Scores of the datapoints given, in all runs of their datasets or in `runIds`; by datapoint, oldest run first. */
export async function ofDatapoints(
  store: Store,
  keys: readonly DatapointKey[],
  runIds?: readonly string[],
): Promise<StoredScore[]> {
  const known = keys.filter((key) => isUuid(key.datasetId));
  return queryStoredScores(store, {
    text: storedScoresText(`FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::int4[])) AS k(dataset_id, index)
     JOIN run r ON r.dataset_id = k.dataset_id AND ($3::uuid[] IS NULL OR r.id = ANY($3::uuid[]))
     ${scoreOf('r.id')}
     JOIN datapoint d ON d.dataset_id = k.dataset_id AND d.index = k.index
     ORDER BY r.dataset_id, s.index, r.created_at, r.id`),
    values: [
      known.map((key) => key.datasetId),
      known.map((key) => key.index),
      runIds?.filter(isUuid) ?? null,
    ],
  });
}

/**
 * Scores of the datapoints given by every measure there is, one a measure: that of `runId`, or else of the newest published run that measures the
 * encoders of `runId`, or else of the newest one of the dataset; by datapoint and key of the measure.
 */
export async function byMeasure(
  store: Store,
  keys: readonly DatapointKey[],
  runId: string,
): Promise<StoredScore[]> {
  if (!isUuid(runId)) return [];
  const known = keys.filter((key) => isUuid(key.datasetId));
  const measure = `coalesce(o.config #>> '{scoring,measure}', '${defaultMeasure}')`;
  return queryStoredScores(store, {
    text: storedScoresText(`FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::int4[])) AS k(dataset_id, index)
     JOIN run c ON c.id = $3::uuid AND c.dataset_id = k.dataset_id
     CROSS JOIN LATERAL (
       SELECT DISTINCT ON (1) ${measure} AS measure, o.id FROM run o
       WHERE o.dataset_id = k.dataset_id AND o.status = 'SUCCEEDED'
         AND EXISTS (SELECT FROM score x WHERE x.run_id = o.id AND x.index = k.index)
       ORDER BY 1, o.id = c.id DESC, o.ensemble_id = c.ensemble_id DESC, o.created_at DESC, o.id) AS m
     JOIN run r ON r.id = m.id
     ${scoreOf('r.id')}
     JOIN datapoint d ON d.dataset_id = k.dataset_id AND d.index = k.index
     ORDER BY r.dataset_id, s.index, m.measure`),
    values: [known.map((key) => key.datasetId), known.map((key) => key.index), runId],
  });
}

/** The scores that exist among those named, each once, by run and index. */
export async function findByKeys(store: Store, keys: readonly ScoreKey[]): Promise<StoredScore[]> {
  const known = keys.filter((key) => isUuid(key.runId));
  return queryStoredScores(store, {
    text: storedScoresText(`FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::int4[])) AS k(run_id, index)
     ${scoreOf('k.run_id')} ${storedScoreJoins} ORDER BY s.run_id, s.index`),
    values: [known.map((key) => key.runId), known.map((key) => key.index)],
  });
}
