import { describe, expect, it } from 'vitest';
import { encodeCursor } from '../../../server/src/pagination/cursor.ts';
import { pageRequest } from '../../../server/src/pagination/page-request.ts';
import type { PageArgs } from '../../../server/src/pagination/page-args.ts';

const read = ([index]: unknown[]): number | null => (typeof index === 'number' ? index : null);
const request = (args: PageArgs) => pageRequest(args, 'print', read);
const cursor = encodeCursor('print', [7]);

describe('a page', () => {
  it('is asked for forwards by first and after, backwards by last and before', () => {
    expect(request({ first: 10, after: cursor })).toEqual({ first: 10, after: 7 });
    expect(request({ last: 100, before: cursor })).toEqual({ last: 100, before: 7 });
    expect(request({ first: 1, last: null, after: null })).toEqual({ first: 1, after: undefined });
  });

  it.each([
    [{}, "Give 'first' or 'last', from 1 to 100"],
    [{ first: null }, "Give 'first' or 'last', from 1 to 100"],
    [{ first: 5, last: 5 }, "Give 'first' or 'last', not both"],
    [{ first: 0 }, "'first' is 0, but a page holds 1 to 100"],
    [{ first: -1 }, "'first' is -1"],
    [{ last: 101 }, "'last' is 101"],
    [{ first: 5, before: cursor }, "'before' goes with 'last', not with 'first'"],
    [{ last: 5, after: cursor }, "'after' goes with 'first', not with 'last'"],
    [{ first: 5, after: '' }, "'after' is not a cursor of this API"],
    [{ first: 5, after: encodeCursor('print', ['x']) }, "'after' is damaged"],
  ])('refuses %j and says what to change', (args, message) => {
    expect(() => request(args)).toThrow(message);
  });
});
