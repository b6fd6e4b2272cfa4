import type { ScoreRow } from '@engram/core';
import { sha256 } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { withApi } from '../api.ts';

const api = withApi();

interface Filtered {
  scores: { totalCount: number; meanValue: number | null; nodes: { datapoint: { index: number } }[] };
  scoreHistogram: { edges: number[]; counts: number[]; total: number; missing: number };
}

const query = `query($filter: ScoreFilter!, $bins: Int) {
  scores(filter: $filter, first: 100, orderBy: { field: INDEX, direction: ASC }) {
    totalCount
    meanValue
    nodes { datapoint { index } }
  }
  scoreHistogram(filter: $filter, bins: $bins) { edges counts total missing }
}`;

type Case = [name: string, filter: (run: string) => object, holds: (row: ScoreRow) => boolean];

const cases: Case[] = [
  ['a class', () => ({ classes: [1] }), (row) => row.class === 1],
  ['no class at all', () => ({ classes: [] }), () => false],
  [
    'a value range with both ends',
    () => ({ value: { gte: 0, lte: 0.3 } }),
    (row) => row.value !== null && row.value >= 0 && row.value <= 0.3,
  ],
  ['an open value range', () => ({ value: { gte: 0.4 } }), (row) => row.value !== null && row.value >= 0.4],
  [
    'a range of ranks',
    () => ({ rank: { gte: 2, lte: 9 } }),
    (row) => row.rank !== null && row.rank >= 2 && row.rank <= 9,
  ],
  [
    'a percentile range',
    () => ({ percentile: { gte: 90 } }),
    (row) => row.percentile !== null && row.percentile >= 90,
  ],
  [
    'stability',
    () => ({ topFraction: { lte: 0.2 } }),
    (row) => row.topFraction !== null && row.topFraction <= 0.2,
  ],
  ['a false discovery rate', () => ({ fdr: { lte: 0.05 } }), (row) => row.fdr !== null && row.fdr <= 0.05],
  ['roles', () => ({ roles: ['shared', 'external'] }), (row) => row.role === 'shared'],
  ['indices', () => ({ indices: [3, 5, 5, 119, 500] }), (row) => [3, 5, 119].includes(row.index)],
  ['content hashes', () => ({ contentHashes: [sha256('digits 4'), 'unknown'] }), (row) => row.index === 4],
  ['identifiability', () => ({ identifiable: false }), (row) => !row.identifiable],
  [
    'several conditions at once',
    () => ({ classes: [0, 2], value: { lte: 0 } }),
    (row) => [0, 2].includes(row.class!) && row.value !== null && row.value <= 0,
  ],
  [
    'and',
    (run) => ({
      and: [
        { run, classes: [0, 1] },
        { run, classes: [1, 2] },
      ],
    }),
    (row) => row.class === 1,
  ],
  [
    'or',
    (run) => ({
      or: [
        { run, indices: [1] },
        { run, value: { gte: 0.6 } },
      ],
    }),
    (row) => row.index === 1 || (row.value ?? -1) >= 0.6,
  ],
  [
    'not, the exact complement',
    (run) => ({ not: { run, value: { gte: 0 } } }),
    (row) => row.value === null || row.value < 0,
  ],
  ['nothing', () => ({}), () => true],
];

describe('a filter by', () => {
  it.each(cases)(
    '%s gives the scores that match, counted, averaged and binned',
    async (_name, filter, holds) => {
      const run = api.seed.first;
      const expected = api.seed.rows.get(run)!.filter(holds);
      const got = await api.get<Filtered>(query, { filter: { run, ...filter(run) }, bins: 8 });
      expect(got.scores.totalCount).toBe(expected.length);
      expect(got.scores.nodes.map((score) => score.datapoint.index)).toEqual(
        expected.slice(0, 100).map((row) => row.index),
      );
      const values = expected.flatMap(({ value }) => value ?? []);
      const mean = values.reduce((sum, value) => sum + value / values.length, 0);
      if (values.length === 0) expect(got.scores.meanValue).toBeNull();
      else expect(got.scores.meanValue).toBeCloseTo(mean, 6);
      const { counts, edges, total, missing } = got.scoreHistogram;
      const binned = expected.filter((row) => row.value !== null).length;
      expect({ total, missing }).toEqual({ total: binned, missing: expected.length - binned });
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(binned);
      expect([counts.length, edges.length]).toEqual([8, 9]);
    },
  );

  it('another run asks for the same datapoint’s score there', async () => {
    const { first, second, rows } = api.seed;
    const expected = rows
      .get(first)!
      .filter((row) => (row.value ?? -1) >= 0.3 && (rows.get(second)![row.index]!.value ?? 1) <= 0.05);
    const filter = { run: first, value: { gte: 0.3 }, and: [{ run: second, value: { lte: 0.05 } }] };
    const got = await api.get<Filtered>(query, { filter });
    expect(expected.length).toBeGreaterThan(0);
    expect(got.scores.nodes.map((score) => score.datapoint.index)).toEqual(expected.map((row) => row.index));
  });

  it('agreement gives the datapoints in the top of enough runs', async () => {
    const { first, second, rows } = api.seed;
    const top = (run: string): Set<number> => {
      const ranked = rows.get(run)!.filter((row) => row.rank !== null);
      const size = Math.ceil(ranked.length * 0.2);
      return new Set(ranked.filter((row) => row.rank! <= size).map((row) => row.index));
    };
    const [a, b] = [top(first), top(second)];
    const both = [...a].filter((index) => b.has(index)).sort((x, y) => x - y);
    const filter = { run: first, agreement: { runs: [first, second], topPercent: 20, minRuns: 2 } };
    const got = await api.get<Filtered>(query, { filter });
    expect(got.scores.nodes.map((score) => score.datapoint.index)).toEqual(both);
  });
});
