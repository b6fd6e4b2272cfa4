import { criticalT } from './student-t.ts';

/** Steps of 1/ν from 0 (ν = ∞) to 1 (ν = 1); between two, the critical value is nearly straight: ν is right to 1e-6. */
const steps = 4096;
/** Of an interval that was given rounded, or by the normal distribution. */
const tolerance = 1e-6;

/** Of 32 kB and some .1 s each; runs have one or two confidences. */
const maxTables = 16;
const tables = new Map<number, Float64Array>();

function criticalValues(confidence: number): Float64Array {
  const known = tables.get(confidence);
  if (known) return known;
  const found = Float64Array.from({ length: steps + 1 }, (_, i) => criticalT(confidence, steps / i));
  if (tables.size === maxTables) tables.clear();
  tables.set(confidence, found);
  return found;
}

/**
 * Degrees of freedom ν of a t interval, from its half-width in standard errors: the ν whose critical value this is. Infinity for the
 * normal's; null for what no t interval with ν ≥ 1 has.
 */
export function degreesOfFreedomOf(halfWidth: number, confidence: number): number | null {
  const values = criticalValues(confidence);
  const [least, most] = [values[0]!, values[steps]!];
  if (!(halfWidth >= least * (1 - tolerance) && halfWidth <= most * (1 + tolerance))) return null;
  let [low, high] = [0, steps];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= halfWidth) low = middle;
    else high = middle;
  }
  const part = (halfWidth - values[low]!) / (values[high]! - values[low]!);
  return steps / (low + Math.min(1, Math.max(0, part)));
}
