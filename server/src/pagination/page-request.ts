import { ArgumentError } from '../argument-error.ts';
import { largestPage } from '../limits/sizes.ts';
import { decodeCursor } from './cursor.ts';
import type { PageArgs } from './page-args.ts';

/** A page as the store takes it. */
export interface PageRequest<Cursor> {
  first?: number;
  last?: number;
  after?: Cursor;
  before?: Cursor;
}

/**
 * Checks `first | last` and `after | before`.
 * @param read turns the keys of a cursor into a place; null when they are none
 * @throws ArgumentError that says which argument to change
 */
export function pageRequest<Cursor>(
  args: PageArgs,
  fingerprint: string,
  read: (keys: unknown[]) => Cursor | null,
): PageRequest<Cursor> {
  const { first, last, after, before } = args;
  if ((first ?? null) !== null && (last ?? null) !== null)
    throw new ArgumentError('last', "Give 'first' or 'last', not both.");
  if (typeof first === 'number') {
    assertAbsent('before', before, 'first', 'last');
    return { first: size('first', first), after: place('after', after, fingerprint, read) };
  }
  if (typeof last === 'number') {
    assertAbsent('after', after, 'last', 'first');
    return { last: size('last', last), before: place('before', before, fingerprint, read) };
  }
  throw new ArgumentError('first', `Give 'first' or 'last', from 1 to ${largestPage}: lists come in pages.`);
}

function size(argument: string, value: number): number {
  if (value >= 1 && value <= largestPage) return value;
  throw new ArgumentError(
    argument,
    `'${argument}' is ${value}, but a page holds 1 to ${largestPage}. Ask for more pages by 'pageInfo.endCursor'.`,
  );
}

function assertAbsent(
  argument: string,
  value: string | null | undefined,
  given: string,
  needed: string,
): void {
  if (value === null || value === undefined) return;
  throw new ArgumentError(argument, `'${argument}' goes with '${needed}', not with '${given}'.`);
}

function place<Cursor>(
  argument: string,
  cursor: string | null | undefined,
  fingerprint: string,
  read: (keys: unknown[]) => Cursor | null,
): Cursor | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const found = read(decodeCursor(cursor, fingerprint, argument));
  if (found) return found;
  throw new ArgumentError(argument, `'${argument}' is damaged. Leave it out to start over.`);
}
