import type { ScoreRow } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { withApi } from '../api.ts';
import { publishRun, rowsOf } from '../seed.ts';

interface Page {
  scores: {
    totalCount?: number;
    edges: { cursor: string; node: { value: number | null; datapoint: { index: number } } }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  };
}

const api = withApi();
const page = `query($filter: ScoreFilter!, $orderBy: ScoreOrder, $first: Int, $after: String, $last: Int, $before: String) {
  scores(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { value datapoint { index } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const indicesOf = (got: Page): number[] => got.scores.edges.map((edge) => edge.node.datapoint.index);

/** Indices in the order the API promises: nulls last in both directions, ties by index. */
function inOrder(rows: ScoreRow[], key: (row: ScoreRow) => number | null, sign: 1 | -1): number[] {
  const place = (row: ScoreRow): number => {
    const value = key(row);
    return value === null ? Infinity : sign * value;
  };
  return [...rows]
    .sort((a, b) => (place(a) === place(b) ? a.index - b.index : place(a) - place(b)))
    .map((row) => row.index);
}

async function walk(
  direction: 'forwards' | 'backwards',
  variables: Record<string, unknown>,
  size: number,
): Promise<number[]> {
  const found: number[] = [];
  let cursor: string | undefined;
  for (let more = true; more;) {
    const place = direction === 'forwards' ? { first: size, after: cursor } : { last: size, before: cursor };
    const got = await api.get<Page>(page, { ...variables, ...place });
    const { pageInfo } = got.scores;
    if (direction === 'forwards') found.push(...indicesOf(got));
    else found.unshift(...indicesOf(got));
    cursor = direction === 'forwards' ? pageInfo.endCursor : pageInfo.startCursor;
    more = direction === 'forwards' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
  }
  return found;
}

describe('pages of scores', () => {
  it.each([
    ['VALUE', 'DESC', (row: ScoreRow) => row.value],
    ['VALUE', 'ASC', (row: ScoreRow) => row.value],
    ['RELATIVE_VALUE', 'DESC', (row: ScoreRow) => row.relativeValue],
    ['STANDARD_ERROR', 'ASC', (row: ScoreRow) => row.standardError],
    ['TOP_FRACTION', 'DESC', (row: ScoreRow) => row.topFraction],
    ['INDEX', 'DESC', (row: ScoreRow) => row.index],
  ] as const)(
    'by %s %s give every score once, forwards and backwards, across ties',
    async (field, direction, key) => {
      const expected = inOrder(api.seed.rows.get(api.seed.first)!, key, direction === 'ASC' ? 1 : -1);
      const variables = { filter: { run: api.seed.first }, orderBy: { field, direction } };
      expect(await walk('forwards', variables, 7)).toEqual(expected);
      expect(await walk('backwards', variables, 11)).toEqual(expected);
    },
  );

  it('put the largest value first when no order is asked for', async () => {
    const expected = inOrder(api.seed.rows.get(api.seed.first)!, (row) => row.value, -1);
    const got = await api.get<Page>(page, { filter: { run: api.seed.first }, first: 100 });
    expect(indicesOf(got)).toEqual(expected.slice(0, 100));
    expect(got.scores.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  it('say where they lie', async () => {
    const filter = { run: api.seed.first };
    const start = await api.get<Page>(page, { filter, first: 50 });
    const next = await api.get<Page>(page, { filter, first: 50, after: start.scores.pageInfo.endCursor });
    expect(next.scores.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const back = await api.get<Page>(page, { filter, last: 50, before: next.scores.pageInfo.startCursor });
    expect(indicesOf(back)).toEqual(indicesOf(start));
    expect(back.scores.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  it('of a run without scores are empty', async () => {
    const query = page.replace('edges', 'totalCount edges');
    const got = await api.get<Page>(query, { filter: { run: api.seed.queued }, first: 5 });
    expect(got.scores).toMatchObject({
      totalCount: 0,
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });
});

interface RunPage {
  runs: {
    nodes: { id: string }[];
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

describe('pages of runs', () => {
  const query = `query($first: Int!, $after: String) {
    runs(first: $first, after: $after, status: SUCCEEDED) { nodes { id } totalCount pageInfo { hasNextPage endCursor } }
  }`;

  it('stay right while runs are added: what was not yet shown comes next, once', async () => {
    for (let count = 0; count < 3; count++)
      await publishRun(api.store, api.seed.dataset, rowsOf(3).slice(0, 4));
    const all = (await api.get<RunPage>(query, { first: 100 })).runs.nodes.map((run) => run.id);
    const start = await api.get<RunPage>(query, { first: 2 });
    const added = await publishRun(api.store, api.seed.dataset, rowsOf(3).slice(0, 4));
    const rest = await api.get<RunPage>(query, { first: 100, after: start.runs.pageInfo.endCursor });
    const shown = [...start.runs.nodes, ...rest.runs.nodes].map((run) => run.id);
    expect(shown).toEqual(all);
    expect(rest.runs.totalCount).toBe(all.length + 1);
    const now = (await api.get<RunPage>(query, { first: 1 })).runs.nodes[0]!.id;
    expect(Buffer.from(now, 'base64').toString()).toBe(`Run:${added}`);
  });
});
