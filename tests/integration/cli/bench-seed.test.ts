import { overlapAtK, rankScores, spearman } from '@engram/core';
import { classSummaries, datasets, runs, scores, type StoredScore } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { seedStore } from '../../../bench/api/seed-store.ts';
import { withScratchStore } from '../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const options = { datapoints: 1_000, runs: 3, seed: 1, fresh: false, codeVersion: 'test' };

async function rowsOf(runId: string): Promise<StoredScore[]> {
  const rows: StoredScore[] = [];
  for await (const row of scores.stream(scratch.store, runId)) rows.push(row);
  return rows;
}

describe('a planted store', () => {
  it('holds published runs whose scores, ranks and summaries fit together', async () => {
    const seeded = await seedStore(scratch.store, options);
    expect(seeded).toMatchObject({ dataset: 'bench-1000', scores: 3_000 });
    const all = await Promise.all(seeded.runs.map(rowsOf));
    for (const [number, rows] of all.entries()) {
      expect(rows).toHaveLength(1_000);
      const values = rows.map((row) => row.value!);
      expect(rows.map(({ rank, percentile }) => ({ rank, percentile }))).toEqual(rankScores(values));
      const run = (await runs.find(scratch.store, seeded.runs[number]!))!;
      expect(run.status).toBe('SUCCEEDED');
      expect(run.summary!.meanScore).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / 1_000, 12);
      const means = (await classSummaries.list(scratch.store, run.id)).map(({ mean }) => mean!);
      expect(means.at(-1)).toBeGreaterThan(means[0]!);
      // A heavy tail to the right: the mean lies above the median.
      expect(run.summary!.meanScore).toBeGreaterThan(values.toSorted((a, b) => a - b)[500]!);
      for (const row of rows) expect(row.alignmentOut! - row.alignmentIn!).toBeCloseTo(row.value!, 12);
    }
    const [a, b] = all.map((rows) => rows.map((row) => row.value!));
    expect(spearman(a!, b!)).toBeGreaterThan(0.3);
    expect(overlapAtK(a!, b!, 50).overlap).toBeGreaterThan(0.3);
    const [first, second] = await Promise.all(seeded.runs.map((id) => runs.find(scratch.store, id)));
    expect(second!.comparabilityKey).toEqual({
      ...first!.comparabilityKey,
      encoderIds: second!.comparabilityKey!.encoderIds,
    });
  });

  it('is not made twice, unless a fresh one is asked for', async () => {
    await expect(seedStore(scratch.store, options)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('--fresh'),
    });
    const { id } = (await datasets.findBySlug(scratch.store, 'bench-1000'))!;
    const seeded = await seedStore(scratch.store, { ...options, runs: 1, fresh: true });
    expect((await datasets.findBySlug(scratch.store, 'bench-1000'))!.id).not.toBe(id);
    const { rows } = await scratch.store.pool.query('SELECT DISTINCT run_id AS id FROM score');
    expect(rows).toEqual([{ id: seeded.runs[0] }]);
  });
});
