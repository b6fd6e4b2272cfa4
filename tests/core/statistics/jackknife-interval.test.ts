import { describe, expect, it } from 'vitest';
import { jackknifeInterval, mean, Rng } from '@engram/core';

const way = (values: readonly number[]) => ({
  size: values.length,
  without: (i: number) => mean(values.filter((_, j) => j !== i)),
});

describe('a jackknife over several ways', () => {
  it('of a mean over one way is Student’s interval', () => {
    const values = [1, 2, 4, 9];
    const found = jackknifeInterval(mean(values), [way(values)])!;
    // s = √(38/3), t(3) at 95 % = 3.18245
    expect(found.standardError).toBeCloseTo(Math.sqrt(38 / 3 / 4), 12);
    expect(found.high - found.estimate).toBeCloseTo(3.182446 * found.standardError, 5);
  });

  it('adds the variances of the ways', () => {
    const one = jackknifeInterval(0, [way([1, 2, 4, 9])])!.standardError;
    const two = jackknifeInterval(0, [way([1, 2, 4, 9]), way([1, 2, 4, 9])])!.standardError;
    expect(two).toBeCloseTo(Math.SQRT2 * one, 12);
  });

  it('is none where a way has one thing, or nothing is left without it', () => {
    expect(jackknifeInterval(1, [way([1])])).toBeNull();
    expect(jackknifeInterval(1, [{ size: 3, without: () => null }])).toBeNull();
  });

  it('covers a planted mean of a two-way table about as often as it says', () => {
    const rng = Rng.fromSeed('coverage');
    const draws = 1000;
    let covered = 0;
    for (let draw = 0; draw < draws; draw++) {
      const normal = rng.split(draw);
      const [rows, columns] = [8, 40];
      const a = Array.from({ length: rows }, () => 0.3 * normal.normal());
      const b = Array.from({ length: columns }, () => normal.normal());
      const table = a.map((x) => b.map((y) => x + y + 0.5 * normal.normal()));
      const rowMeans = table.map((row) => mean(row));
      const columnMeans = b.map((_, j) => mean(table.map((row) => row[j]!)));
      const { low, high } = jackknifeInterval(mean(rowMeans), [way(rowMeans), way(columnMeans)])!;
      if (low <= 0 && high >= 0) covered++;
    }
    expect(covered / draws).toBeGreaterThan(0.93);
    expect(covered / draws).toBeLessThan(0.99);
  });
});
