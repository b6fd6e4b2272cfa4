import { DomainError } from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';

/** A place in a list that is newest first, ties by id. */
export interface NewestFirstCursor {
  createdAt: Date;
  id: string;
}

/** Exactly one of `first` and `last`; `after` and `before` exclude what they name. */
export interface NewestFirstOptions {
  first?: number;
  last?: number;
  after?: NewestFirstCursor;
  before?: NewestFirstCursor;
}

export interface NewestFirstPage<Row> {
  rows: Row[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/**
 * Rows to ask for, one more than are shown, and whether they come oldest first.
 * @param name of what is listed, for messages
 * @throws DomainError INVALID_ARGUMENT
 */
export function pageOf(
  { first, last, after, before }: NewestFirstOptions,
  name: string,
): { limit: number; backward: boolean } {
  const size = first ?? last;
  if (size === undefined || (first !== undefined && last !== undefined))
    throw new DomainError('INVALID_ARGUMENT', `A page of ${name}s needs either \`first\` or \`last\`.`);
  for (const cursor of [after, before])
    if (cursor && !isUuid(cursor.id)) throw new DomainError('INVALID_ARGUMENT', `A cursor names no ${name}.`);
  return { limit: size + 1, backward: first === undefined };
}

/** The page that rows make which were asked for as `pageOf` says. */
export function cutPage<Row>(
  found: readonly Row[],
  { first, last, after, before }: NewestFirstOptions,
): NewestFirstPage<Row> {
  const size = (first ?? last)!;
  const more = found.length > size;
  const rows = found.slice(0, size);
  return first === undefined
    ? { rows: rows.reverse(), hasNextPage: before !== undefined, hasPreviousPage: more }
    : { rows, hasNextPage: more, hasPreviousPage: after !== undefined };
}

/**
 * The rest of a statement over rows that have `created_at` and `id`: its place in the list, order and limit, which `keysetValues`
 * fills.
 * @param alias of the table
 * @param from number of the first parameter
 */
export function keysetSql(alias: string, from: number, backward: boolean): string {
  const [sort, sortId] = backward ? ['ASC', 'DESC'] : ['DESC', 'ASC'];
  const [created, id] = [`${alias}.created_at`, `${alias}.id`];
  const at = (offset: number, type: string): string => `$${from + offset}::${type}`;
  const [afterTime, afterId, beforeTime, beforeId] = [
    at(0, 'timestamptz'),
    at(1, 'uuid'),
    at(2, 'timestamptz'),
    at(3, 'uuid'),
  ];
  return `(${afterTime} IS NULL OR (${created} <= ${afterTime} AND (${created} < ${afterTime} OR ${id} > ${afterId})))
     AND (${beforeTime} IS NULL OR (${created} >= ${beforeTime} AND (${created} > ${beforeTime} OR ${id} < ${beforeId})))
     ORDER BY ${created} ${sort}, ${id} ${sortId} LIMIT $${from + 4}`;
}

export const keysetValues = (
  { after, before }: NewestFirstOptions,
  limit: number,
): (Date | string | number | null)[] => [
  after?.createdAt ?? null,
  after?.id ?? null,
  before?.createdAt ?? null,
  before?.id ?? null,
  limit,
];
