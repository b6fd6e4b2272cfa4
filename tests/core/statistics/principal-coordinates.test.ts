import { principalCoordinates, Rng, rowsOf } from '@engram/core';
import { describe, expect, it } from 'vitest';

const rng = (): Rng => Rng.fromSeed('principal coordinates');
const variance = (values: Float64Array): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
};

describe('principal coordinates', () => {
  it('find the plane that points were spread over, whichever way it lies in 20 dimensions', async () => {
    const draw = Rng.fromSeed('plane');
    const unit = (): number[] => Array.from({ length: 20 }, () => draw.normal());
    const [a, b] = [unit(), unit()];
    const along = a.reduce((sum, value, d) => sum + value * b[d]!, 0) / a.reduce((sum, v) => sum + v * v, 0);
    const across = b.map((value, d) => value - along * a[d]!);
    const scaled = (axis: number[], by: number): number[] => {
      const length = Math.hypot(...axis);
      return axis.map((value) => (by * value) / length);
    };
    const [first, second] = [scaled(a, 5), scaled(across, 2)];
    const planted = Array.from({ length: 400 }, () => [draw.normal(), draw.normal()] as const);
    const rows = planted.map(([p, q]) =>
      first.map((value, d) => 7 + p * value + q * second[d]! + 0.01 * draw.normal()),
    );
    const { x, y } = await principalCoordinates(rowsOf(rows), rng());
    const correlation = (found: Float64Array, axis: 0 | 1): number => {
      const values = Float64Array.from(planted, (point) => point[axis]);
      const means = [found, values].map((one) => one.reduce((sum, v) => sum + v, 0) / one.length);
      const covariance =
        found.reduce((sum, v, n) => sum + (v - means[0]!) * (values[n]! - means[1]!), 0) / found.length;
      return covariance / Math.sqrt(variance(found) * variance(values));
    };
    expect(Math.abs(correlation(x, 0))).toBeGreaterThan(0.99);
    expect(Math.abs(correlation(y, 1))).toBeGreaterThan(0.99);
    // What is far apart on the plane was far apart in space.
    expect(Math.sqrt(variance(x))).toBeGreaterThan(4.3);
    expect(variance(x)).toBeGreaterThan(variance(y));
  });

  it('are centred, and have no second one where the rows lie on a line', async () => {
    const rows = Array.from({ length: 9 }, (_, n) => [3 * n, -4 * n, 2]);
    const { x, y } = await principalCoordinates(rowsOf(rows), rng());
    // The largest loading, that of the second column, points up.
    [...x].forEach((value, n) => expect(value).toBeCloseTo(5 * (4 - n), 9));
    [...y].forEach((value) => expect(value).toBeCloseTo(0, 9));
  });

  it('are 0 where all rows are the same', async () => {
    const { x, y } = await principalCoordinates(rowsOf(Array.from({ length: 4 }, () => [1, 2, 3])), rng());
    expect([...x, ...y].every((value) => value === 0)).toBe(true);
  });

  it('settle within a few rounds where there is one direction, and end when they are told to', async () => {
    const line = rowsOf(Array.from({ length: 9 }, (_, n) => [3 * n, -4 * n, 2]));
    let rounds = 0;
    await principalCoordinates(line, rng(), async () => void rounds++);
    expect(rounds).toBeLessThan(5);
    const stop = () => Promise.reject(new Error('stopped'));
    await expect(principalCoordinates(line, rng(), stop)).rejects.toThrow('stopped');
  });

  it('are the same whenever they are computed', async () => {
    const draw = Rng.fromSeed('again');
    const rows = rowsOf(Array.from({ length: 30 }, () => Array.from({ length: 6 }, () => draw.normal())));
    expect(await principalCoordinates(rows, rng())).toEqual(await principalCoordinates(rows, rng()));
  });
});
