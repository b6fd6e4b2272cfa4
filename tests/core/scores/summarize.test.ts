import { estimateScores, Rng, relativeScore, sidesScoring, summarizeRun } from '@engram/core';
import type { DatapointIdentity } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../oracles/close.ts';
import { syntheticFgSplit, syntheticHalfSplit } from '../../oracles/synthetic-runs.ts';

const identities = (count: number): DatapointIdentity[] =>
  Array.from({ length: count }, (_, x) => ({
    index: 1_000 + x,
    contentHash: `hash-${x}`,
    class: x % 10 === 9 ? null : x % 3,
  }));

const { plan, alignments } = syntheticHalfSplit(
  120,
  12,
  { memorization: (x) => 0.1 * (x % 3), noise: 0.05 },
  Rng.fromSeed('summarize'),
);
const input = { plan, alignments, datapoints: identities(120), confidence: 0.95, draws: 200 };
const run = summarizeRun({ ...input, rng: Rng.fromSeed(1) });
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('summarizeRun', () => {
  it('keeps every estimate beside its datapoint, with rank, relative score and role', () => {
    const estimates = estimateScores({ alignments, masks: plan.masks }, 0.95);
    run.rows.forEach((row, x) => {
      expect(row).toMatchObject(input.datapoints[x]);
      for (const name of ['value', 'low', 'high', 'standardError', 'nIn', 'nOut', 'reason'] as const)
        expect(row[name]).toBe(estimates[x][name]);
      expect(row.relativeValue).toBe(relativeScore(row.alignmentIn!, row.alignmentOut!));
      expect(row.role).toBeNull();
      expect(row).not.toHaveProperty('pValue');
    });
    const byRank = [...run.rows].sort((a, b) => a.rank! - b.rank!);
    expect(byRank.map((row) => row.rank)).toEqual(byRank.map((_, i) => i + 1));
    byRank.slice(1).forEach((row, i) => expect(row.value!).toBeLessThanOrEqual(byRank[i].value!));
    expect(byRank[0].topFraction).toBeGreaterThan(byRank[119].topFraction!);
  });

  it('gives mean, interval, share above 0 and reliability of the whole run', () => {
    const { summary } = run;
    expectClose(summary.meanScore, mean(run.rows.map((row) => row.value!)), 1e-12);
    expect(summary.low).toBeLessThan(summary.meanScore);
    expect(summary.high).toBeGreaterThan(summary.meanScore);
    expect(summary.positiveFraction).toBe(run.rows.filter((row) => row.value! > 0).length / 120);
    expect(summary.identifiableCount).toBe(120);
    expect(summary.ranking).toBe('GOOD');
  });

  it('keeps the two means whose difference the mean score is, but not of a proxy', () => {
    const { alignmentIn, alignmentOut } = run.summary.meanAlignment!;
    expect(alignmentOut - alignmentIn).toBeCloseTo(run.summary.meanScore, 12);
    const scored = run.rows.filter(({ value }) => value !== null);
    expect(alignmentIn).toBeCloseTo(mean(scored.map((row) => row.alignmentIn!)), 12);
    const proxy = summarizeRun({
      ...input,
      scoring: { ...sidesScoring, isProxy: true },
      rng: Rng.fromSeed(1),
    });
    expect(proxy.summary).not.toHaveProperty('meanAlignment');
  });

  it('gives mean and interval of every class, without the datapoints that have none', () => {
    expect(run.classSummaries.map((row) => row.class)).toEqual([0, 1, 2]);
    for (const row of run.classSummaries) {
      const members = run.rows.filter((other) => other.class === row.class);
      expect(row.count).toBe(members.length);
      expectClose(row.mean, members.reduce((sum, other) => sum + other.value!, 0) / members.length, 1e-12);
      expect(row.low).toBeLessThan(row.class * 0.1);
      expect(row.high).toBeGreaterThan(row.class * 0.1);
    }
  });

  it('gives the noise of the views as the mean over the encoders that were measured, or not at all', () => {
    const noisy = summarizeRun({ ...input, viewNoises: [0.02, null, 0.04], rng: Rng.fromSeed(1) });
    expect(noisy).toEqual({ ...run, summary: { ...run.summary, viewNoise: 0.03 } });
    expect(run.summary).not.toHaveProperty('viewNoise');
  });

  it('is the same to the last bit with the same seed', () => {
    expect(summarizeRun({ ...input, rng: Rng.fromSeed(1) })).toEqual(run);
  });

  it('scores candidates and independents of fg-split only, and has no reliability from one pair', () => {
    const fg = syntheticFgSplit(
      100,
      { encoders: 2, sharedFraction: 0.8, candidateFraction: 0.1, independentFraction: 0.1 },
      { memorization: () => 0.1, noise: 0.01 },
      Rng.fromSeed('fg'),
    );
    const { rows, summary } = summarizeRun({
      ...fg,
      datapoints: identities(100),
      confidence: 0.95,
      rng: Rng.fromSeed(1),
    });
    expect(summary).toMatchObject({
      identifiableCount: 20,
      low: null,
      high: null,
      medianStandardError: null,
      splitHalfSpearman: null,
      ranking: 'UNKNOWN',
    });
    for (const row of rows) {
      expect(row.identifiable).toBe(row.role !== 'shared');
      expect(row.rank === null).toBe(row.role === 'shared');
      expect(row.topFraction).toBeNull();
    }
  });

  it('tells what came of each part of an fg-split, controls included, and of no part elsewhere', () => {
    const fg = syntheticFgSplit(
      200,
      {
        encoders: 8,
        sharedFraction: 0.6,
        candidateFraction: 0.2,
        independentFraction: 0.1,
        externalFraction: 0.1,
      },
      { memorization: () => 0.1, noise: 0.01 },
      Rng.fromSeed('parts'),
    );
    const { summary } = summarizeRun({
      ...fg,
      datapoints: identities(200),
      confidence: 0.95,
      rng: Rng.fromSeed(1),
    });
    const parts = summary.roleContrasts!;
    expect(parts.map(({ role, count }) => [role, count])).toEqual([
      ['shared', 120],
      ['candidate', 40],
      ['independent', 20],
      ['external', 20],
    ]);
    const [shared, candidate, independent, external] = parts;
    expect(candidate!.low).toBeGreaterThan(0.05);
    expect(independent!.high).toBeLessThan(-0.05);
    for (const control of [shared!, external!]) expect(Math.abs(control.mean)).toBeLessThan(0.02);
    expect(run.summary.roleContrasts).toBeUndefined();
  });

  it('refuses a run in which no datapoint is identifiable', () => {
    const masks = plan.masks.map((mask) => mask.map(() => 1));
    expect(() => summarizeRun({ ...input, plan: { ...plan, masks }, rng: Rng.fromSeed(1) })).toThrow(
      /no datapoint is identifiable/,
    );
  });
});
