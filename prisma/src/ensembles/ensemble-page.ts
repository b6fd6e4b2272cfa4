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
import { ensembleSelect, withTraining, type EnsembleRow } from './ensemble-row.ts';

export interface EnsembleFilter {
  /** Slug. */
  dataset?: string;
  /** Key. */
  method?: string;
}

const matches = `($1::text IS NULL OR e.dataset_id = (SELECT id FROM dataset WHERE slug = $1)) AND ($2::text IS NULL OR e.method_key = $2)`;
const valuesOf = ({ dataset, method }: EnsembleFilter): (string | null)[] => [
  dataset ?? null,
  method ?? null,
];

/** Ensembles newest first, one statement a page. */
export async function page(
  store: Store,
  options: NewestFirstOptions & { filter: EnsembleFilter },
): Promise<NewestFirstPage<EnsembleRow>> {
  const { filter } = options;
  const { limit, backward } = pageOf(options, 'ensemble');
  const found = await query<EnsembleRow>(
    store,
    `SELECT ${ensembleSelect} FROM ensemble e ${withTraining} WHERE ${matches} AND ${keysetSql('e', 3, backward)}`,
    [...valuesOf(filter), ...keysetValues(options, limit)],
  );
  return cutPage(found, options);
}

export async function count(store: Store, filter: EnsembleFilter): Promise<number> {
  const [row] = await query<{ total: number }>(
    store,
    `SELECT count(*)::int AS total FROM ensemble e WHERE ${matches}`,
    valuesOf(filter),
  );
  return row!.total;
}
