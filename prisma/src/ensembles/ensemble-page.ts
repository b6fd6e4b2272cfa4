import { query } from '../query.ts';
import type { Store } from '../store.ts';
import { ensembleSelect, withTraining, type EnsembleRow } from './ensemble-row.ts';

export interface EnsembleFilter {
  /** Slug. */
  dataset?: string;
  /** Key. */
  method?: string;
}

/** A place in the list: an ensemble by when it was made. */
export interface EnsembleCursor {
  createdAt: Date;
  id: string;
}

export interface EnsemblePage {
  rows: EnsembleRow[];
  /** Whether there is more in the direction that was read. */
  hasMore: boolean;
  totalCount: number;
}

/** Newest first; the last ones before a place (`last`) come in the same order. */
export async function page(
  store: Store,
  o: {
    filter: EnsembleFilter;
    count: number;
    after?: EnsembleCursor;
    before?: EnsembleCursor;
    last?: boolean;
  },
): Promise<EnsemblePage> {
  const where = `($1::text IS NULL OR e.dataset_id = (SELECT id FROM dataset WHERE slug = $1)) AND ($2::text IS NULL OR e.method_key = $2)`;
  const filter = [o.filter.dataset ?? null, o.filter.method ?? null];
  const [sort, sortId] = o.last ? ['ASC', 'DESC'] : ['DESC', 'ASC'];
  const found = await query<EnsembleRow>(
    store,
    `SELECT ${ensembleSelect} FROM ensemble e ${withTraining} WHERE ${where}
       AND ($3::timestamptz IS NULL OR e.created_at < $3 OR (e.created_at = $3 AND e.id > $4::uuid))
       AND ($5::timestamptz IS NULL OR e.created_at > $5 OR (e.created_at = $5 AND e.id < $6::uuid))
     ORDER BY e.created_at ${sort}, e.id ${sortId} LIMIT $7`,
    [
      ...filter,
      o.after?.createdAt ?? null,
      o.after?.id ?? null,
      o.before?.createdAt ?? null,
      o.before?.id ?? null,
      o.count + 1,
    ],
  );
  const [counted] = await query<{ total: number }>(
    store,
    `SELECT count(*)::int AS total FROM ensemble e WHERE ${where}`,
    filter,
  );
  const rows = found.slice(0, o.count);
  return {
    rows: o.last ? rows.reverse() : rows,
    hasMore: found.length > o.count,
    totalCount: counted!.total,
  };
}
