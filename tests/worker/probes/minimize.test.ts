import { describe, expect, it } from 'vitest';
import { minimize, type Objective } from '../../../worker/src/probes/minimize.ts';

const options = { maxSteps: 1000, tolerance: 1e-9 };

/** Σ scale_i (x_i − goal_i)² / 2 */
const bowl =
  (scales: readonly number[], goal: readonly number[]): Objective =>
  (x, gradient) => {
    let value = 0;
    for (const [i, scale] of scales.entries()) {
      gradient[i] = scale * (x[i]! - goal[i]!);
      value += (scale / 2) * (x[i]! - goal[i]!) ** 2;
    }
    return value;
  };

describe('the minimum of a convex function', () => {
  it('is found where the curvature differs a millionfold, in far fewer steps than that', () => {
    const goal = [3, -2, 0.5, 7, -11];
    let asked = 0;
    const objective = bowl([1e-3, 1e-1, 1, 30, 1e3], goal);
    const found = minimize((x, gradient) => (asked++, objective(x, gradient)), 5, options);
    for (const [i, value] of goal.entries()) expect(found[i]).toBeCloseTo(value, 5);
    expect(asked).toBeLessThan(200);
  });

  it('comes nearer with every step, also where a step of full length leads uphill', () => {
    const steep: Objective = (x, gradient) => {
      gradient[0] = 5 * Math.exp(5 * x[0]!) - 1000;
      return Math.exp(5 * x[0]!) - 1000 * x[0]!;
    };
    const values = Array.from({ length: 12 }, (_, steps) =>
      steep(minimize(steep, 1, { ...options, maxSteps: steps }), new Float64Array(1)),
    );
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(minimize(steep, 1, options)[0]).toBeCloseTo(Math.log(200) / 5, 6);
  });

  it('is the start where that is it, and the same bits each time', () => {
    expect([...minimize(bowl([1, 2], [0, 0]), 2, options)]).toEqual([0, 0]);
    const again = () => minimize(bowl([1, 500], [1, 1]), 2, options);
    expect(again()).toEqual(again());
  });

  it('is left off after as many steps as it may take', () => {
    let asked = 0;
    const objective = bowl([1e-3, 1e3], [3, 3]);
    minimize((x, gradient) => (asked++, objective(x, gradient)), 2, { ...options, maxSteps: 1 });
    expect(asked).toBeLessThan(50);
  });
});
