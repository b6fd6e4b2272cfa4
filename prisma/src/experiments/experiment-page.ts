import type { RunStatus } from '@engram/core';
import {
  cutPage,
  keysetSql,
  keysetValues,
  pageOf,
  type NewestFirstOptions,
  type NewestFirstPage,
} from '../statements/newest-first.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { experimentSelect, type ExperimentRow } from './experiment-row.ts';

export interface ExperimentFilter {
  kind?: string;
  /** Slug of the dataset of its configuration. */
  dataset?: string;
  status?: RunStatus;
}

const matches = `($1::text IS NULL OR e.kind = $1) AND ($2::text IS NULL OR e.config->'run'->>'dataset' = $2)
  AND ($3::text IS NULL OR e.status::text = $3)`;
const valuesOf = ({ kind, dataset, status }: ExperimentFilter): (string | null)[] => [
  kind ?? null,
  dataset ?? null,
  status ?? null,
];

/** Experiments newest first, one statement a page. */
export async function page(
  store: Store,
  options: NewestFirstOptions & { filter?: ExperimentFilter },
): Promise<NewestFirstPage<ExperimentRow>> {
  const { filter = {} } = options;
  const { limit, backward } = pageOf(options, 'experiment');
  const found = await query<ExperimentRow>(
    store,
    `SELECT ${experimentSelect} FROM experiment e WHERE ${matches} AND ${keysetSql('e', 4, backward)}`,
    [...valuesOf(filter), ...keysetValues(options, limit)],
  );
  return cutPage(found, options);
}

export async function count(store: Store, filter: ExperimentFilter = {}): Promise<number> {
  const [row] = await query<{ total: number }>(
    store,
    `SELECT count(*)::int AS total FROM experiment e WHERE ${matches}`,
    valuesOf(filter),
  );
  return row!.total;
}
