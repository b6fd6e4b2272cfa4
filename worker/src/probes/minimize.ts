/** A function of several variables: its value at `x`, and its gradient into `gradient`. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface MinimizeOptions {
  maxSteps: number;
  /** Largest entry of the gradient at which the minimum counts as found. */
  tolerance: number;
}

/** Pairs of steps and changes of gradient that are remembered. */
const memory = 10;
/** Fraction of the decrease that the slope promises which a step must bring (Armijo). */
const decrease = 1e-4;
const maxHalvings = 40;

interface Pair {
  step: Float64Array;
  change: Float64Array;
  /** 1 / (change · step) */
  weight: number;
}

/**
 * The minimum of a smooth convex function by limited-memory BFGS (Nocedal 1980) from 0, with steps halved until they bring a decrease.
 * It draws nothing at random: the same function ends in the same bits. Cost: O(steps) evaluations, and 4 `memory` D for each.
 */
export function minimize(objective: Objective, dims: number, o: MinimizeOptions): Float64Array {
  let x = new Float64Array(dims);
  let gradient = new Float64Array(dims);
  let value = objective(x, gradient);
  const pairs: Pair[] = [];
  for (let done = 0; done < o.maxSteps && largest(gradient) > o.tolerance; done++) {
    const direction = descent(gradient, pairs);
    const slope = dot(direction, gradient);
    const nextGradient = new Float64Array(dims);
    // Nothing is known of the curvature at first: a step of length 1 at most.
    let length = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    let next = x;
    let nextValue = value;
    let halvings = 0;
    for (; halvings < maxHalvings; halvings++, length /= 2) {
      next = x.map((at, i) => at + length * direction[i]!);
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + decrease * length * slope) break;
    }
    // Rounding hides what is left to gain.
    if (halvings === maxHalvings) return x;
    remember(pairs, difference(next, x), difference(nextGradient, gradient));
    [x, gradient, value] = [next, nextGradient, nextValue];
  }
  return x;
}

/** −H⁻¹ gradient, by the two loops over what is remembered. */
function descent(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const shares = new Float64Array(pairs.length);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { step, change, weight } = pairs[k]!;
    shares[k] = weight * dot(step, direction);
    addTo(direction, change, -shares[k]!);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = 1 / (last.weight * dot(last.change, last.change));
    for (let i = 0; i < direction.length; i++) direction[i]! *= scale;
  }
  for (const [k, { step, change, weight }] of pairs.entries())
    addTo(direction, step, shares[k]! - weight * dot(change, direction));
  return direction;
}

function remember(pairs: Pair[], step: Float64Array, change: Float64Array): void {
  const curvature = dot(change, step);
  // Rounding alone makes it so in a convex function; such a pair would turn descent into ascent.
  if (!(curvature > 0)) return;
  pairs.push({ step, change, weight: 1 / curvature });
  if (pairs.length > memory) pairs.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addTo(sum: Float64Array, values: Float64Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += factor * values[i]!;
}

const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value - b[i]!);

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
