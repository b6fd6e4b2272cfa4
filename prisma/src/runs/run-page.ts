import { DomainError, type RunStatus } from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import { mapped } from '../statements/map-errors.ts';
import { toRow, type RunRow } from './run-row.ts';
import type { Store } from '../store.ts';
import type { Prisma } from '../generated/client.ts';

export interface RunFilter {
  /** Slug of the dataset. */
  dataset?: string;
  /** Key of the method. */
  method?: string;
  status?: RunStatus;
  /** Id of the ensemble. */
  ensemble?: string;
}

/** Place of a run in the order newest first, ties by id. */
export interface RunCursor {
  createdAt: Date;
  id: string;
}

/** Exactly one of `first` and `last`; `after` and `before` exclude the run they name. */
export interface RunPageOptions {
  filter?: RunFilter;
  first?: number;
  last?: number;
  after?: RunCursor;
  before?: RunCursor;
}

export interface RunPage {
  rows: RunRow[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** Runs newest first, one statement a page. */
export async function page(store: Store, options: RunPageOptions): Promise<RunPage> {
  const { first, last, after, before } = options;
  const size = first ?? last;
  if (size === undefined || (first !== undefined && last !== undefined))
    throw new DomainError('INVALID_ARGUMENT', 'A page of runs needs either `first` or `last`.');
  for (const cursor of [after, before])
    if (cursor && !isUuid(cursor.id)) throw new DomainError('INVALID_ARGUMENT', 'A cursor names no run.');
  const backward = first === undefined;
  const rows = await mapped(store.url, () =>
    store.prisma.run.findMany({
      where: {
        AND: [
          whereOf(options.filter),
          after ? beyond(after, 'lt', 'gt') : {},
          before ? beyond(before, 'gt', 'lt') : {},
        ],
      },
      orderBy: backward ? [{ createdAt: 'asc' }, { id: 'desc' }] : [{ createdAt: 'desc' }, { id: 'asc' }],
      take: size + 1,
    }),
  );
  const more = rows.length > size;
  const shown = rows.slice(0, size).map(toRow);
  return backward
    ? { rows: shown.reverse(), hasNextPage: before !== undefined, hasPreviousPage: more }
    : { rows: shown, hasNextPage: more, hasPreviousPage: after !== undefined };
}

export async function count(store: Store, filter: RunFilter = {}): Promise<number> {
  return mapped(store.url, () => store.prisma.run.count({ where: whereOf(filter) }));
}

function whereOf(filter: RunFilter = {}): Prisma.RunWhereInput {
  return {
    ...(filter.dataset !== undefined && { dataset: { slug: filter.dataset } }),
    ...(filter.method !== undefined && { methodKey: filter.method }),
    ...(filter.status !== undefined && { status: filter.status }),
    ...(filter.ensemble !== undefined && { ensembleId: filter.ensemble }),
  };
}

/** Strictly beyond the cursor; the first condition alone bounds the index scan. */
function beyond(cursor: RunCursor, time: 'lt' | 'gt', id: 'lt' | 'gt'): Prisma.RunWhereInput {
  return {
    createdAt: { [`${time}e`]: cursor.createdAt },
    OR: [{ createdAt: { [time]: cursor.createdAt } }, { id: { [id]: cursor.id } }],
  };
}
