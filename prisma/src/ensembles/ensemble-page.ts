import {
  cutPage,
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
  const { filter, after, before } = options;
  const { limit, backward } = pageOf(options, 'ensemble');
  const [sort, sortId] = backward ? ['ASC', 'DESC'] : ['DESC', 'ASC'];
  const found = await query<EnsembleRow>(
    store,
    `SELECT ${ensembleSelect} FROM ensemble e ${withTraining} WHERE ${matches}
       AND ($3::timestamptz IS NULL OR (e.created_at <= $3 AND (e.created_at < $3 OR e.id > $4::uuid)))
       AND ($5::timestamptz IS NULL OR (e.created_at >= $5 AND (e.created_at > $5 OR e.id < $6::uuid)))
     ORDER BY e.created_at ${sort}, e.id ${sortId} LIMIT $7`,
    [
      ...valuesOf(filter),
      after?.createdAt ?? null,
      after?.id ?? null,
      before?.createdAt ?? null,
      before?.id ?? null,
      limit,
    ],
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
