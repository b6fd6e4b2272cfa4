import { idRange } from '../id-range.ts';
import { defaultMeasure, type RunStatus } from '@engram/core';
import { mapped } from '../statements/map-errors.ts';
import {
  cutPage,
  pageOf,
  type NewestFirstCursor,
  type NewestFirstOptions,
  type NewestFirstPage,
} from '../statements/newest-first.ts';
import { toRow, type RunRow } from './run-row.ts';
import type { Store } from '../store.ts';
import { Prisma } from '../generated/client.ts';

export interface RunFilter {
  /** Slug of the dataset. */
  dataset?: string;
  /** Key of the method. */
  method?: string;
  status?: RunStatus;
  /** Id of the ensemble. */
  ensemble?: string;
  /** Key of what it measures. */
  measure?: string;
  /** A tag that it has. */
  tag?: string;
  /** false: none that are archived; all when left out. */
  archived?: boolean;
  /** true: only those that an experiment asked for; false: none of them; all when left out. */
  isOfExperiment?: boolean;
  /** Occurs in the name, whatever the case, or begins the id. */
  search?: string;
}

export interface RunPageOptions extends NewestFirstOptions {
  filter?: RunFilter;
}

export type RunPage = NewestFirstPage<RunRow>;

/** Runs newest first, one statement a page. */
export async function page(store: Store, options: RunPageOptions): Promise<RunPage> {
  const { after, before } = options;
  const { limit, backward } = pageOf(options, 'run');
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
      take: limit,
    }),
  );
  return cutPage(rows.map(toRow), options);
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
    ...(filter.measure !== undefined && { AND: [{ OR: measureOf(filter.measure) }] }),
    ...(filter.tag !== undefined && { tags: { has: filter.tag } }),
    ...(filter.archived === false && { archivedAt: null }),
    ...(filter.isOfExperiment !== undefined && {
      experiments: { [filter.isOfExperiment ? 'some' : 'none']: { started: true, resumed: false } },
    }),
    ...(filter.search !== undefined && { OR: searchOf(filter.search) }),
  };
}

/** A configuration leaves out the default. */
function measureOf(measure: string): Prisma.RunWhereInput[] {
  const path = ['scoring', 'measure'];
  return [
    { config: { path, equals: measure } },
    ...(measure === defaultMeasure ? [{ config: { path, equals: Prisma.DbNull } }] : []),
  ];
}

function searchOf(text: string): Prisma.RunWhereInput[] {
  const range = idRange(text.toLowerCase());
  // Prisma writes it into a LIKE pattern as it is.
  const literal = text.replaceAll(/[\\%_]/g, '\\$&');
  return [
    { name: { contains: literal, mode: 'insensitive' } },
    ...(range ? [{ id: { gte: range.from, lte: range.to } }] : []),
  ];
}

/** Strictly beyond the cursor; the first condition alone bounds the index scan. */
function beyond(cursor: NewestFirstCursor, time: 'lt' | 'gt', id: 'lt' | 'gt'): Prisma.RunWhereInput {
  return {
    createdAt: { [`${time}e`]: cursor.createdAt },
    OR: [{ createdAt: { [time]: cursor.createdAt } }, { id: { [id]: cursor.id } }],
  };
}
