import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { listOf, type ListFilter, type ListOrder } from '../../../oracles/score-list.ts';
import { withApi } from '../api.ts';
import { anyFilter, anyOrder, createWorld, strangers, type World } from './fuzz-scores.ts';
import { publishRun } from '../seed.ts';

const api = withApi();
let world: World;
let runs: string[];
beforeAll(async () => {
  world = await createWorld(api.store);
  runs = [...world.published.keys()];
});

interface Page {
  scores: {
    edges: { cursor: string; node: { value: number | null; id: string } }[];
    pageInfo: {
      hasNextPage: boolean;
      hasPreviousPage: boolean;
      startCursor: string | null;
      endCursor: string | null;
    };
  };
}
const query = `query($filter: ScoreFilter!, $orderBy: ScoreOrder, $first: Int, $after: String, $last: Int, $before: String) {
  scores(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { id value } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const counted = 'query($filter: ScoreFilter!) { scores(filter: $filter, first: 1) { totalCount } }';
const indexOf = (id: string): number => Number(Buffer.from(id, 'base64').toString().split(':')[2]);

interface Walk {
  filter: ListFilter;
  orderBy: ListOrder;
  size: number;
}

/** Every page from one end to the other: the indices found, with the cursor of each. */
async function walk({ filter, orderBy, size }: Walk, isForward: boolean) {
  const found: { index: number; cursor: string }[] = [];
  for (let cursor: string | null = null, more = true; more;) {
    const place: object = isForward ? { first: size, after: cursor } : { last: size, before: cursor };
    const { edges, pageInfo }: Page['scores'] = (await api.get<Page>(query, { filter, orderBy, ...place }))
      .scores;
    const shown = edges.map(({ cursor: at, node }) => ({ index: indexOf(node.id), cursor: at }));
    expect(shown.length).toBeLessThanOrEqual(size);
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([
      shown[0]?.cursor ?? null,
      shown.at(-1)?.cursor ?? null,
    ]);
    // What lies behind is what was shown already.
    expect(isForward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage).toBe(cursor !== null);
    found[isForward ? 'push' : 'unshift'](...shown);
    more = isForward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
    cursor = isForward ? pageInfo.endCursor : pageInfo.startCursor;
    if (more) expect(shown).toHaveLength(size);
  }
  return found;
}

/** Cases a property tries; more when asked for. */
const numRuns = Number(process.env.ENGRAM_FUZZ_CASES ?? 60);

describe('scores, under any filter and order', () => {
  it('are those that a look at every row finds, page by page in both directions, while other runs are added', async () => {
    let cases = 0;
    let matched = 0;
    const property = fc.asyncProperty(
      fc.record({ filter: anyFilter(runs), orderBy: anyOrder, size: fc.integer({ min: 5, max: 100 }) }),
      fc.nat(),
      async (request, at) => {
        const expected = listOf(world.published, request.filter, request.orderBy).map((row) => row.index);
        cases += 1;
        matched += expected.length > 0 && expected.length < 64 ? 1 : 0;
        const adding =
          cases % 20 === 1 ? publishRun(api.store, world.dataset, strangers(cases)) : Promise.resolve('');
        const forward = await walk(request, true);
        expect(forward.map((one) => one.index)).toEqual(expected);
        const backward = await walk(request, false);
        expect(backward).toEqual(forward);
        await adding;
        const { filter, orderBy, size } = request;
        const total = await api.get<{ scores: { totalCount: number } }>(counted, { filter });
        expect(total.scores.totalCount).toBe(expected.length);
        if (forward.length === 0) return;
        // Turning around anywhere shows what was just passed.
        const place = at % forward.length;
        const back = await api.get<Page>(query, {
          filter,
          orderBy,
          last: size,
          before: forward[place]!.cursor,
        });
        expect(back.scores.edges.map((edge) => indexOf(edge.node.id))).toEqual(
          expected.slice(Math.max(0, place - size), place),
        );
        expect(back.scores.pageInfo).toMatchObject({ hasPreviousPage: place > size, hasNextPage: true });
      },
    );
    await fc.assert(property, { numRuns, endOnFailure: true });
    console.info(`${cases} cases, ${matched} of which matched some but not all`);
    expect(matched).toBeGreaterThan(cases / 5);
  });

  it('asked for with any mixture of first, last, after and before are a page, or an error that names an argument', async () => {
    const filter = { run: runs[0]! };
    const orderBy = { field: 'VALUE', direction: 'DESC' } as const;
    const expected = listOf(world.published, filter, orderBy).map((row) => row.index);
    const cursors = (await walk({ filter, orderBy, size: 50 }, true)).map((one) => one.cursor);
    const [fingerprint] = JSON.parse(Buffer.from(cursors[0]!, 'base64url').toString()) as [string];
    const key = fc.constantFrom<unknown>(
      0,
      1,
      -1,
      5e-324,
      1e308,
      2 ** 31,
      -(2 ** 40),
      0.5,
      null,
      'x',
      true,
      {},
    );
    const forged = fc
      .oneof(fc.array(key, { maxLength: 3 }), fc.tuple(key, key))
      .map((keys) => Buffer.from(JSON.stringify([fingerprint, ...keys])).toString('base64url'));
    const huge = fc.constant(Buffer.from(`["${fingerprint}",1e999,3]`).toString('base64url'));
    const cursor = fc.option(fc.oneof(fc.constantFrom(...cursors), forged, huge, fc.string()));
    const size = fc.option(fc.constantFrom(-1, 0, 1, 7, 100, 101, 2 ** 31 - 1));
    const all = { first: size, last: size, after: cursor, before: cursor };
    const place = fc.oneof(
      fc.record({ first: size, after: cursor }),
      fc.record({ last: size, before: cursor }),
      fc.record(all, { requiredKeys: [] }),
    ) as fc.Arbitrary<
      { [name in 'first' | 'last']?: number | null } & { after?: string | null; before?: string | null }
    >;
    await fc.assert(
      fc.asyncProperty(place, async (given) => {
        const { data, errors } = await api.ask<Page>(query, { filter, orderBy, ...given });
        if (errors) {
          expect(errors).toHaveLength(1);
          const { code, argument } = errors[0]!.extensions;
          expect(code).toBe('INVALID_ARGUMENT');
          expect(['first', 'last', 'after', 'before']).toContain(argument);
          return;
        }
        const shown = data!.scores.edges.map((edge) => indexOf(edge.node.id));
        const wanted = given.first ?? given.last!;
        expect(shown.length).toBeLessThanOrEqual(wanted);
        const from = expected.indexOf(shown[0]!);
        if (shown.length > 0) expect(shown).toEqual(expected.slice(from, from + shown.length));
        const known = cursors.indexOf(given.after ?? given.before ?? '');
        if (known >= 0)
          expect(shown).toEqual(
            given.after
              ? expected.slice(known + 1, known + 1 + wanted)
              : expected.slice(Math.max(0, known - wanted), known),
          );
      }),
      { numRuns: numRuns * 3, endOnFailure: true },
    );
  });
});
