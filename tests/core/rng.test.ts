import { describe, expect, test } from 'vitest';
import { Rng } from '@engram/core';

const draws = (rng: Rng, n: number) => Array.from({ length: n }, () => rng.uniform());
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('Rng', () => {
  test('gives the same numbers for ever: stored runs depend on them', () => {
    const rng = Rng.fromSeed(0);
    expect(rng.fingerprint()).toBe('52e1896748b1882b90b31f8d3e2046ab');
    expect([rng.uint32(), rng.uint32(), rng.uint32(), rng.uint32()]).toEqual([
      2792034686, 4103970343, 2412723215, 1123556433,
    ]);
    const split = Rng.fromSeed(7).split('encoder', 3).split('epoch', 7);
    expect(split.fingerprint()).toBe('131b670e9662f14cd7b67674cd7d18d8');
    expect(split.uniform()).toBe(0.9272295859237909);
    expect(split.normal()).toBeCloseTo(0.4241378659783623, 14);
    expect(split.integer(10)).toBe(4);
    expect([...split.permutation(8)]).toEqual([0, 6, 1, 5, 3, 2, 7, 4]);
  });

  test('names a split by its path alone, not by earlier draws or the order of splits', () => {
    const fresh = Rng.fromSeed(11).split('encoder', 3).split('epoch', 7);
    const used = Rng.fromSeed(11);
    used.split('encoder', 4).uniform();
    used.normal();
    used.permutation(100);
    const encoder = used.split('encoder', 3);
    encoder.uniform();
    expect(draws(encoder.split('epoch', 7), 5)).toEqual(draws(fresh, 5));
    expect(Rng.fromSeed(11).split('encoder', 3, 'epoch', 7).fingerprint()).toBe(fresh.fingerprint());
  });

  test('tells apart labels that merely look alike', () => {
    const root = Rng.fromSeed(1);
    const paths = [
      [3],
      ['3'],
      ['ab', 'c'],
      ['a', 'bc'],
      ['abc'],
      [1, 2],
      [2, 1],
      [12],
      [-1],
      [2 ** 32],
      [0],
      [''],
      [],
    ];
    expect(new Set(paths.map((path) => root.split(...path).fingerprint())).size).toBe(paths.length);
    expect(Rng.fromSeed(5).uint32()).not.toBe(Rng.fromSeed('5').uint32());
  });

  test('refuses a label that is not a whole number', () => {
    expect(() => Rng.fromSeed(0.5)).toThrow(/whole number/);
    expect(() => Rng.fromSeed(1).split(NaN)).toThrow(/whole number/);
  });

  test('is uniform in [0, 1): mean, variance and 100 cells', () => {
    const values = draws(Rng.fromSeed('uniform'), 200_000);
    expect(Math.min(...values.slice(0, 10_000))).toBeGreaterThanOrEqual(0);
    expect(values.every((value) => value < 1)).toBe(true);
    expect(mean(values)).toBeCloseTo(0.5, 2);
    expect(mean(values.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 3);
    const cells = new Array<number>(100).fill(0);
    for (const value of values) cells[Math.floor(value * 100)]!++;
    const chiSquare = cells.reduce((sum, seen) => sum + (seen - 2000) ** 2 / 2000, 0);
    expect(chiSquare).toBeLessThan(149); // 99.9 % quantile at 99 degrees of freedom
  });

  test('gives streams of neighbouring labels and successive draws that do not correlate', () => {
    const root = Rng.fromSeed(2);
    const first = Array.from({ length: 20_000 }, (_, i) => root.split('view', i).uniform());
    const lag = (values: number[], by: number) =>
      12 * mean(values.slice(by).map((value, i) => (value - 0.5) * (values[i]! - 0.5)));
    expect(mean(first)).toBeCloseTo(0.5, 1.7);
    for (const by of [1, 2, 10]) {
      expect(Math.abs(lag(first, by))).toBeLessThan(4 / Math.sqrt(20_000));
      expect(Math.abs(lag(draws(Rng.fromSeed(by), 20_000), by))).toBeLessThan(4 / Math.sqrt(20_000));
    }
  });

  test('draws normals with the moments of a standard normal', () => {
    const rng = Rng.fromSeed('normal');
    const values = Array.from({ length: 100_000 }, () => rng.normal());
    expect(Math.abs(mean(values))).toBeLessThan(0.013);
    expect(Math.abs(mean(values.map((value) => value ** 2)) - 1)).toBeLessThan(0.02);
    expect(Math.abs(mean(values.map((value) => value ** 3)))).toBeLessThan(0.05);
    expect(Math.abs(mean(values.map((value) => value ** 4)) - 3)).toBeLessThan(0.15);
    expect(mean(values.map((value) => (Math.abs(value) < 1.959964 ? 1 : 0)))).toBeCloseTo(0.95, 2);
  });

  test('draws whole numbers without favour, and every order equally often', () => {
    const rng = Rng.fromSeed('integers');
    const seen = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) seen[rng.integer(7)]!++;
    for (const times of seen) expect(Math.abs(times - 10_000)).toBeLessThan(400);
    // 3 · 2³⁰ does not divide 2³²: without rejection the lowest third would come up half of the time.
    let low = 0;
    for (let i = 0; i < 30_000; i++) if (rng.integer(3 * 2 ** 30) < 2 ** 30) low++;
    expect(Math.abs(low - 10_000)).toBeLessThan(400);
    const orders = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = rng.permutation(4).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(24);
    for (const times of orders.values()) expect(Math.abs(times - 1000)).toBeLessThan(150);
    expect(() => rng.integer(0)).toThrow(/integer/);
  });

  test('keeps uniformBetween in its bounds and chance at its probability', () => {
    const rng = Rng.fromSeed('between');
    const values = Array.from({ length: 10_000 }, () => rng.uniformBetween(-3, 5));
    expect(values.every((value) => value >= -3 && value < 5)).toBe(true);
    expect(mean(values)).toBeCloseTo(1, 0.7);
    expect(mean(values.map(() => Number(rng.chance(0.2))))).toBeCloseTo(0.2, 1.5);
    const items = ['a', 'b', 'c'];
    expect(rng.shuffle(items)).toBe(items);
    expect([...items].sort()).toEqual(['a', 'b', 'c']);
  });
});
