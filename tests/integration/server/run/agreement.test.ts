import { kendallTauB, overlapAtK } from '@engram/core';
import { runs } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { comparabilityKey, createRun, publication, scoreRow } from '../../../factories/run.ts';
import { countStatements } from '../../../helpers/postgres/statements.ts';
import { withApi } from '../api.ts';
import { seed } from '../seed.ts';

const api = withApi();
const query = `query($runs: [ID!]!, $k: Int, $top: Float) {
  agreement(runs: $runs, k: $k, topPercent: $top) { k cells { a b k overlap chance kendallTau spearman count differingKeys } }
}`;
interface Found {
  agreement: {
    k: number;
    cells: {
      a: string;
      b: string;
      k: number;
      overlap: number;
      chance: number;
      kendallTau: number;
      count: number;
      differingKeys: string[];
    }[];
  };
}
const two = () => [api.seed.first, api.seed.second];

describe('agreement', () => {
  it('gives overlap beside chance and the correlations of the shared scores', async () => {
    const { agreement } = await api.get<Found>(query, { runs: two(), k: 12 });
    const [a, b] = two().map((id) => api.seed.rows.get(id)!);
    const kept = a!.flatMap((row, x) => (row.value !== null && b![x]!.value !== null ? [x] : []));
    const [x, y] = [a!, b!].map((rows) => kept.map((index) => rows[index]!.value!));
    expect(agreement.k).toBe(12);
    expect(agreement.cells).toHaveLength(1);
    expect(agreement.cells[0]).toMatchObject({
      ...overlapAtK(x!, y!, 12),
      count: kept.length,
      kendallTau: expect.closeTo(kendallTauB(x!, y!)!, 12),
      differingKeys: [],
    });
    const ids = await api.get<{ run: { id: string } }>('query($id: ID!) { run(id: $id) { id } }', {
      id: api.seed.first,
    });
    expect(agreement.cells[0]!.a).toBe(ids.run.id);
  });

  it('says in what the scores of the runs differ, and compares their rankings all the same', async () => {
    const other = await createRun(api.store, api.seed.dataset, 'RUNNING');
    await runs.publish(api.store, other.id, {
      ...publication(Array.from({ length: 50 }, (_, index) => scoreRow(index))),
      comparabilityKey: { ...comparabilityKey, distance: 'l1', encoderIds: 'others' },
    });
    const { agreement } = await api.get<Found>(query, { runs: [api.seed.first, other.id] });
    expect(agreement.cells[0]!.differingKeys).toEqual(['distance', 'encoderIds']);
    expect(agreement.cells[0]!.count).toBe(45);
    expect(agreement.k).toBe(3);
    expect(agreement.cells[0]).toMatchObject({ k: 3, chance: 3 / 45 });
  });

  it('takes two statements once the rankings are kept: runs, correlations', async () => {
    await api.get(query, { runs: two() });
    expect(await countStatements(() => api.get(query, { runs: two(), k: 3 }))).toBe(2);
  });

  it('refuses what cannot be compared, naming the argument', async () => {
    const elsewhere = await seed(api.store, 'elsewhere');
    const cases: [variables: Record<string, unknown>, argument: string, message: string][] = [
      [{ runs: [api.seed.first] }, 'runs', 'takes 2 to 20'],
      [{ runs: [api.seed.first, api.seed.first] }, 'runs', 'twice'],
      [{ runs: [api.seed.first, api.seed.queued] }, 'runs', 'has no scores yet'],
      [{ runs: [api.seed.first, elsewhere.first] }, 'runs', 'another dataset'],
      [{ runs: two(), k: 3, top: 5 }, 'topPercent', 'not both'],
      [{ runs: two(), k: 0 }, 'k', 'at least 1'],
      [{ runs: two(), top: 101 }, 'topPercent', 'at most at 100'],
    ];
    for (const [variables, argument, message] of cases) {
      const refusal = await api.refusal(query, variables);
      expect(refusal.extensions).toMatchObject({ code: 'INVALID_ARGUMENT', argument });
      expect(refusal.message).toContain(message);
    }
    expect((await api.refusal(query, { runs: two(), k: 1000 })).message).toContain('smaller k');
  });
});
