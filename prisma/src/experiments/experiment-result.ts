import {
  DomainError,
  type ExperimentResult,
  type Series,
  type SeriesPoint,
  type Statement,
} from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import { query, transaction } from '../statements/query.ts';
import type { Store } from '../store.ts';

/**
 * Stores what a RUNNING experiment found and makes it SUCCEEDED: one transaction, once only.
 * @returns `published: false` when it is SUCCEEDED already; nothing is changed then
 * @throws DomainError CONFLICT when it has another status
 */
export async function publish(
  store: Store,
  id: string,
  { series, statements }: ExperimentResult,
): Promise<{ published: boolean }> {
  return transaction(store, async (client) => {
    const { rows } = await client.query<{ status: string }>(
      'SELECT status FROM experiment WHERE id = $1 FOR UPDATE',
      [id],
    );
    const status = rows[0]?.status;
    if (status === 'SUCCEEDED') return { published: false };
    if (status !== 'RUNNING')
      throw new DomainError(
        'CONFLICT',
        `Experiment ${id} is ${status ?? 'gone'}; only a RUNNING one can publish.`,
      );
    for (const [position, { key, name, x, y, points }] of series.entries()) {
      await client.query(
        'INSERT INTO experiment_series (experiment_id, position, key, name, x, y) VALUES ($1, $2, $3, $4, $5, $6)',
        [id, position, key, name, JSON.stringify(x), JSON.stringify(y)],
      );
      // Floats as JSON: PostgreSQL reads back the bits that were written.
      await client.query(
        `INSERT INTO experiment_point (experiment_id, series, position, x, y, low, high, n, dataset_id, datapoint_index)
         SELECT $1, $2, ordinality - 1, (p->>'x')::float8, (p->>'y')::float8, (p->>'low')::float8, (p->>'high')::float8, (p->>'n')::int,
           (SELECT id FROM dataset WHERE slug = p->'datapoint'->>'dataset'), (p->'datapoint'->>'index')::int
         FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS given(p, ordinality)`,
        [id, position, JSON.stringify(points)],
      );
    }
    await client.query(
      `INSERT INTO experiment_statement (experiment_id, position, claim, estimate, low, high, confidence, verdict, reason, source)
       SELECT $1, ordinality - 1, s->>'claim', (s->>'estimate')::float8, (s->>'low')::float8, (s->>'high')::float8,
         (s->>'confidence')::float8, (s->>'verdict')::verdict, s->>'reason', s->>'source'
       FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS given(s, ordinality)`,
      [id, JSON.stringify(statements)],
    );
    await client.query(
      `UPDATE experiment SET status = 'SUCCEEDED', finished_at = now(), phase = 'done', fraction = 1, eta_seconds = NULL, message = NULL
       WHERE id = $1`,
      [id],
    );
    return { published: true };
  });
}

/** A point as it is stored: a datapoint comes with the id of its dataset. */
export type StoredPoint = Omit<SeriesPoint, 'datapoint'> & {
  datapoint?: NonNullable<SeriesPoint['datapoint']> & { datasetId: string };
};
export type StoredSeries = Omit<Series, 'points'> & { experimentId: string; points: StoredPoint[] };
export type StoredStatement = Statement & { experimentId: string };

/** What experiments found, in their order; nothing of those that have not succeeded. */
export async function seriesOf(store: Store, ids: readonly string[]): Promise<StoredSeries[]> {
  return query(
    store,
    `SELECT s.experiment_id AS "experimentId", s.key, s.name, s.x, s.y,
       coalesce((SELECT jsonb_agg(jsonb_build_object('x', p.x, 'y', p.y, 'low', p.low, 'high', p.high, 'n', p.n)
           || CASE WHEN d.slug IS NULL THEN '{}' ELSE jsonb_build_object('datapoint', jsonb_build_object('dataset', d.slug, 'index', p.datapoint_index, 'datasetId', d.id)) END
           ORDER BY p.position)
         FROM experiment_point p LEFT JOIN dataset d ON d.id = p.dataset_id WHERE p.experiment_id = s.experiment_id AND p.series = s.position), '[]') AS points
     FROM experiment_series s WHERE s.experiment_id = ANY($1::uuid[]) ORDER BY s.experiment_id, s.position`,
    [ids.filter(isUuid)],
  );
}

export async function statementsOf(store: Store, ids: readonly string[]): Promise<StoredStatement[]> {
  return query(
    store,
    `SELECT experiment_id AS "experimentId", claim, estimate, low, high, confidence, verdict, reason, source
     FROM experiment_statement WHERE experiment_id = ANY($1::uuid[]) ORDER BY experiment_id, position`,
    [ids.filter(isUuid)],
  );
}
