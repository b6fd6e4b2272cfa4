import { query } from '../statements/query.ts';
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
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

const matches = `($1::text IS NULL OR e.dataset_id = (SELECT id FROM dataset WHERE slug = $1)) AND ($2::text IS NULL OR e.method_key = $2)`;
const valuesOf = ({ dataset, method }: EnsembleFilter): (string | null)[] => [
  dataset ?? null,
  method ?? null,
];

/** Newest first: the `first` ones after a place, or the `last` ones before one. */
export async function page(
  store: Store,
  o: {
    filter: EnsembleFilter;
    first?: number;
    last?: number;
    after?: EnsembleCursor;
    before?: EnsembleCursor;
  },
): Promise<EnsemblePage> {
  const backwards = o.last !== undefined;
  const count = o.last ?? o.first ?? 0;
  const [sort, sortId] = backwards ? ['ASC', 'DESC'] : ['DESC', 'ASC'];
  const found = await query<EnsembleRow>(
    store,
    `SELECT ${ensembleSelect} FROM ensemble e ${withTraining} WHERE ${matches}
       AND ($3::timestamptz IS NULL OR e.created_at < $3 OR (e.created_at = $3 AND e.id > $4::uuid))
       AND ($5::timestamptz IS NULL OR e.created_at > $5 OR (e.created_at = $5 AND e.id < $6::uuid))
     ORDER BY e.created_at ${sort}, e.id ${sortId} LIMIT $7`,
    [
      ...valuesOf(o.filter),
      o.after?.createdAt ?? null,
      o.after?.id ?? null,
      o.before?.createdAt ?? null,
      o.before?.id ?? null,
      count + 1,
    ],
  );
  const rows = found.slice(0, count);
  const hasMore = found.length > count;
  return {
    rows: backwards ? rows.reverse() : rows,
    hasNextPage: backwards ? o.before !== undefined : hasMore,
    hasPreviousPage: backwards ? hasMore : o.after !== undefined,
  };
}

export async function count(store: Store, filter: EnsembleFilter): Promise<number> {
  const [row] = await query<{ total: number }>(
    store,
    `SELECT count(*)::int AS total FROM ensemble e WHERE ${matches}`,
    valuesOf(filter),
  );
  return row!.total;
}
