import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insideLasso } from '../../../web/src/columns/inside-lasso.ts';
import {
  maxCorners,
  readLasso,
  simplifyLasso,
  writeLasso,
  type Corner,
} from '../../../web/src/columns/lasso.ts';

/** As the address keeps them: no denormal numbers, whose products vanish. */
const number = fc.integer({ min: -1_000, max: 1_000 }).map((n) => n / 1_000);
const corner = fc.tuple(number, number);

describe('a lasso', () => {
  it('holds what the even-odd rule says, edge by edge, whatever its shape', () => {
    fc.assert(
      fc.property(
        fc.array(corner, { minLength: 3, maxLength: 60 }),
        fc.array(corner, { minLength: 1, maxLength: 50 }),
        (lasso, points) => {
          const x = Float32Array.from(points, ([one]) => one);
          const y = Float32Array.from(points, ([, one]) => one);
          const expected = points.map((_, n) => {
            let crossings = 0;
            lasso.forEach(([x1, y1], at) => {
              const [x2, y2] = lasso[(at + 1) % lasso.length]!;
              if (y1 > y[n]! !== y2 > y[n]! && x[n]! < x1 + ((x2 - x1) * (y[n]! - y1)) / (y2 - y1))
                crossings++;
            });
            return crossings % 2;
          });
          expect([...insideLasso(x, y, lasso)]).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('holds no datapoint without a score in one of the runs', () => {
    const all: Corner[] = [
      [-9, -9],
      [9, -9],
      [9, 9],
      [-9, 9],
    ];
    expect([...insideLasso(Float32Array.of(0, NaN, 0), Float32Array.of(0, 0, NaN), all)]).toEqual([1, 0, 0]);
  });

  it('drawn by hand keeps its shape with at most 60 corners', () => {
    const around = Array.from({ length: 2_000 }, (_, at): Corner => {
      const angle = (2 * Math.PI * at) / 2_000;
      const wobble = 1 + 0.02 * Math.sin(90 * angle);
      return [100 * wobble * Math.cos(angle), 0.01 * wobble * Math.sin(angle)];
    });
    const lasso = simplifyLasso(around, [1 / 200, 1 / 0.02]);
    expect(lasso.length).toBeGreaterThan(10);
    expect(lasso.length).toBeLessThanOrEqual(maxCorners);
    const grid = Array.from({ length: 41 * 41 }, (_, n) => [(n % 41) / 20 - 1, Math.floor(n / 41) / 20 - 1]);
    const inside = insideLasso(
      Float32Array.from(grid, ([x]) => 100 * x!),
      Float32Array.from(grid, ([, y]) => 0.01 * y!),
      lasso,
    );
    grid.forEach(([x, y], n) => {
      const distance = Math.hypot(x!, y!);
      if (Math.abs(distance - 1) > 0.08) expect(inside[n]).toBe(distance < 1 ? 1 : 0);
    });
  });

  it('is none when the hand only clicked', () => {
    expect(simplifyLasso([[0, 0]], [1, 1])).toEqual([]);
    expect(simplifyLasso(Array(9).fill([0.5, 0.5]) as Corner[], [1, 1])).toEqual([]);
  });

  it('comes back from the address as it was written', () => {
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: 60 }), (lasso) => {
        const written = writeLasso(lasso);
        expect(writeLasso(readLasso(written))).toBe(written);
        expect(written.length).toBeLessThan(60 * 26);
      }),
    );
  });
});
