import { kendallTauB, overlapAtK, Rng, spearman, type ScoreRow } from '@engram/core';
import { openStore, runs } from '@engram/store';
import { beforeAll, describe, expect, it } from 'vitest';
import { findRankings } from '../../../../prisma/src/rankings/run-ranking.ts';
import { createDataset, createRun, publication, scoreRow } from '../../../factories/run.ts';
import { countStatements } from '../../../helpers/postgres/statements.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const count = 400;
const rng = Rng.fromSeed('agreement');
const shared = Float64Array.from({ length: count }, () => rng.normal());
/** Rounded, so that there are ties; one in `gap` cannot be told. */
const rowsOf = (gap: number): ScoreRow[] =>
  Array.from({ length: count }, (_, index) => {
    const value = index % gap === 0 ? null : Math.round(10 * (shared[index]! + rng.normal())) / 10;
    return scoreRow(index, { value, identifiable: value !== null });
  });
const given = [rowsOf(7), rowsOf(11), rowsOf(1000)];
let ids: string[];

async function publishAll(sets: ScoreRow[][]): Promise<string[]> {
  const dataset = await createDataset(scratch.store, count);
  const published: string[] = [];
  for (const rows of sets) {
    const { id } = await createRun(scratch.store, dataset, 'RUNNING');
    await runs.publish(scratch.store, id, publication(rows));
    published.push(id);
  }
  return published;
}

beforeAll(async () => {
  ids = await publishAll(given);
});

/** Values of the datapoints that both can tell, by ascending index. */
function both(a: number, b: number): [number[], number[]] {
  const kept = given[a]!.flatMap((row, x) => (row.value !== null && given[b]![x]!.value !== null ? [x] : []));
  return [kept.map((x) => given[a]![x]!.value!), kept.map((x) => given[b]![x]!.value!)];
}

describe('the agreement of runs', () => {
  it("is what core's statistics say of their shared identifiable scores, computed or kept", async () => {
    for (const round of ['computed', 'kept']) {
      const { k, pairs } = await runs.agreement(scratch.store, ids, { k: 25 });
      expect(k).toBe(25);
      expect(pairs.map(({ a, b }) => [a, b])).toEqual([
        [ids[0], ids[1]],
        [ids[0], ids[2]],
        [ids[1], ids[2]],
      ]);
      for (const pair of pairs) {
        const [x, y] = both(ids.indexOf(pair.a), ids.indexOf(pair.b));
        expect(pair.count, round).toBe(x.length);
        expect({ overlap: pair.overlap, chance: pair.chance }).toEqual(overlapAtK(x, y, 25));
        expect(pair.kendallTau).toBeCloseTo(kendallTauB(x, y)!, 12);
        expect(pair.spearman).toBeCloseTo(spearman(x, y)!, 12);
        expect(pair.kendallTau).toBeGreaterThan(0.2);
      }
    }
  });

  it('is the same from either side', async () => {
    const there = (await runs.agreement(scratch.store, [ids[0]!, ids[1]!], { k: 25 })).pairs[0]!;
    const back = (await runs.agreement(scratch.store, [ids[1]!, ids[0]!], { k: 25 })).pairs[0]!;
    expect(back).toEqual({ ...there, a: ids[1], b: ids[0] });
  });

  it('takes a percentage of the datapoints that the two runs of a pair share, whatever other runs are compared', async () => {
    const fewest = both(0, 1)[0].length;
    const small = await publishAll([
      given[0]!.map((row) => (row.index < 60 ? row : { ...row, value: null, identifiable: false })),
    ]);
    const { k, pairs } = await runs.agreement(scratch.store, [...ids, ...small], { topPercent: 5 });
    for (const pair of pairs) {
      expect(pair.k).toBe(Math.ceil(pair.count * 0.05));
      expect(pair.chance).toBe(pair.k / pair.count);
    }
    expect(k).toBe(Math.min(...pairs.map((pair) => pair.k)));
    expect(Math.max(...pairs.map((pair) => pair.k))).toBeGreaterThan(5 * k);
    const alone = await runs.agreement(scratch.store, ids.slice(0, 2), { topPercent: 5 });
    expect(alone.pairs[0]).toEqual(pairs[0]);
    await expect(runs.agreement(scratch.store, ids, { k: fewest + 1 })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining(String(fewest)),
    });
  });

  it('takes one statement when the pairs are known and the rankings kept, two for another process, and reads no score', async () => {
    await runs.agreement(scratch.store, ids, { k: 1 });
    expect(await countStatements(() => runs.agreement(scratch.store, ids, { k: 9 }))).toBe(1);
    const other = await openStore({ home: scratch.store.home, databaseUrl: scratch.store.url });
    try {
      expect(await countStatements(() => runs.agreement(other, ids, { k: 9 }))).toBe(2);
    } finally {
      await other.close();
    }
    await scratch.store.pool.query('DELETE FROM score WHERE run_id = $1', [ids[2]]);
    expect((await runs.agreement(scratch.store, ids, { k: 9 })).pairs).toHaveLength(3);
  });

  it('of runs that rank the same datapoints takes what they share as it is, kept once for all of them', async () => {
    const sets = [rowsOf(7), rowsOf(7), rowsOf(5)];
    const same = await publishAll(sets);
    const values = (rows: ScoreRow[]) => rows.flatMap(({ value }) => (value === null ? [] : [value]));
    const { pairs } = await runs.agreement(scratch.store, same, { k: 25 });
    expect(pairs[0]!.overlap).toBe(overlapAtK(values(sets[0]!), values(sets[1]!), 25).overlap);
    const [a, b, c] = [...(await findRankings(scratch.store, same)).values()];
    expect(b!.indices).toBe(a!.indices);
    expect(c!.indices).not.toBe(a!.indices);
    expect([...c!.indices]).toEqual(sets[2]!.flatMap(({ value, index }) => (value === null ? [] : [index])));
  });

  it('refuses runs that share no datapoint', async () => {
    const half = (rest: number): ScoreRow[] =>
      given[2]!.map((row) => (row.index % 2 === rest ? { ...row, value: null, identifiable: false } : row));
    const apart = await publishAll([half(0), half(1)]);
    await expect(runs.agreement(scratch.store, apart, { k: 1 })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('no identifiable datapoint in common'),
    });
  });
});
