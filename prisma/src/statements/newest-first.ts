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
