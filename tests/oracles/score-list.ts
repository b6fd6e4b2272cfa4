import type { ScoreRow } from '@engram/core';

/** The arguments of `scores` that choose and order, as a client writes them. */
export interface ListFilter {
  run: string;
  classes?: number[] | null;
  value?: { gte?: number | null; lte?: number | null } | null;
  percentile?: { gte?: number | null; lte?: number | null } | null;
  topFraction?: { gte?: number | null; lte?: number | null } | null;
  fdr?: { gte?: number | null; lte?: number | null } | null;
  roles?: string[] | null;
  indices?: number[] | null;
  contentHashes?: string[] | null;
  agreement?: { runs: string[]; topPercent: number; minRuns: number } | null;
  identifiable?: boolean | null;
  tags?: string[] | null;
  and?: ListFilter[] | null;
  or?: ListFilter[] | null;
  not?: ListFilter | null;
}

export interface ListOrder {
  field: 'VALUE' | 'RELATIVE_VALUE' | 'STANDARD_ERROR' | 'TOP_FRACTION' | 'INDEX';
  direction: 'ASC' | 'DESC';
}

/** A score with the tags of its datapoint. */
export type TaggedRow = ScoreRow & { tags?: readonly string[] };

/** Rows of each run; every row names its content hash. */
export type Published = ReadonlyMap<string, readonly TaggedRow[]>;

/** What `scores` promises, by looking at every row: those that match, in their order. */
export function listOf(published: Published, filter: ListFilter, order: ListOrder): ScoreRow[] {
  const sign = order.direction === 'ASC' ? 1 : -1;
  return (published.get(filter.run) ?? [])
    .filter((row) => holds(published, filter, row))
    .sort((a, b) => {
      const [x, y] = [keyOf(a, order.field), keyOf(b, order.field)];
      if (x === y) return a.index - b.index;
      if (x === null || y === null) return x === null ? 1 : -1;
      return sign * (x - y) || a.index - b.index;
    });
}

function keyOf(row: ScoreRow, field: ListOrder['field']): number | null {
  switch (field) {
    case 'VALUE':
      return row.value;
    case 'RELATIVE_VALUE':
      return row.relativeValue;
    case 'STANDARD_ERROR':
      return row.standardError;
    case 'TOP_FRACTION':
      return row.topFraction;
    case 'INDEX':
      return row.index;
  }
}

function holds(published: Published, filter: ListFilter, row: TaggedRow): boolean {
  const within = (value: number | null, range: ListFilter['value']): boolean => {
    const { gte = null, lte = null } = range ?? {};
    if (gte === null && lte === null) return true;
    return value !== null && (gte === null || value >= gte) && (lte === null || value <= lte);
  };
  /** A member that names another run asks for the same datapoint's score there. */
  const member = (inner: ListFilter): boolean => {
    const there = published.get(inner.run)?.find((other) => other.index === row.index);
    return there !== undefined && holds(published, inner, there);
  };
  return (
    (!filter.classes || (row.class !== null && filter.classes.includes(row.class))) &&
    within(row.value, filter.value) &&
    within(row.percentile, filter.percentile) &&
    within(row.topFraction, filter.topFraction) &&
    within(row.fdr, filter.fdr) &&
    (!filter.roles || (row.role !== null && filter.roles.includes(row.role))) &&
    (!filter.indices || filter.indices.includes(row.index)) &&
    (!filter.contentHashes || filter.contentHashes.includes(row.contentHash)) &&
    (filter.identifiable ?? row.identifiable) === row.identifiable &&
    (!filter.tags || filter.tags.some((tag) => row.tags?.includes(tag))) &&
    (!filter.agreement || agrees(published, filter.agreement, row.index)) &&
    (filter.and ?? []).every(member) &&
    (!filter.or || filter.or.some(member)) &&
    (!filter.not || !member(filter.not))
  );
}

function agrees(
  published: Published,
  agreement: NonNullable<ListFilter['agreement']>,
  index: number,
): boolean {
  const votes = [...new Set(agreement.runs)].filter((run) => {
    const ranked = (published.get(run) ?? [])
      .filter((row) => row.value !== null)
      .sort((a, b) => b.value! - a.value! || a.index - b.index);
    const size = Math.ceil((ranked.length * agreement.topPercent) / 100);
    return ranked.slice(0, size).some((row) => row.index === index);
  });
  return votes.length >= agreement.minRuns;
}
