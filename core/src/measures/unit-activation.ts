/**
 * How far one datapoint drives a unit of an encoder beyond all others:
 *
 *   (μ_max − μ_−max) / (μ_max + μ_−max)
 *
 * with μ the mean activation of a unit over a datapoint's views, μ_max its largest value over the datapoints, and μ_−max its mean over all
 * others. Source: Wang et al. 2024 (arXiv 2409.19069), UnitMem. Departures: μ_−max is the mean, as the paper defines it; its published code
 * takes the median. From activations that are not negative it lies in [0, 1]; 0 for a unit that is never active.
 * The value of a datapoint is the largest (μ_x − μ_−x) / (μ_x + μ_−x) over the units, in [−1, 1]; for a datapoint that drives a unit, at least that
 * unit's. Cost: O(N · U), in one pass over the datapoints for the units and one more for the datapoints.
 */
import { citationOf, references } from '../references.ts';
import { scoreInputError } from './alignment-loss.ts';
import { defineMeasure } from './measure-definition.ts';

export const unitActivation = defineMeasure({
  key: 'unit-activation',
  card: {
    name: 'Unit activation',
    unit: 'selectivity',
    description:
      'How far a datapoint drives some unit of the encoder beyond all other datapoints. Encoders that memorized a datapoint have units that ' +
      'fire for it alone.',
    formula: 'max over units of (μ_x − μ_−x) / (μ_x + μ_−x), μ = mean activation over the views',
    citation: citationOf(references.localizingMemorization),
  },
  memorizedWhen: 'large',
  passes: (views) => 2 * views,
  readsViews: true,
});

/** A unit of one encoder with the datapoint that drives it most. */
export interface UnitSelectivity {
  unit: number;
  /** Position of the maximizing datapoint; the first of equals. */
  maximizer: number;
  selectivity: number;
}

/** (a − b) / (a + b); 0 when both are 0. */
const contrast = (a: number, b: number): number => (a + b === 0 ? 0 : (a - b) / (a + b));

/** Mean over the views of each datapoint: [N, M, U] row by row → [N, U]. */
export function meanOverViews(
  activations: ArrayLike<number>,
  shape: { datapoints: number; views: number; units: number },
): Float64Array {
  const { datapoints, views, units } = shape;
  const means = new Float64Array(datapoints * units);
  for (let n = 0; n < datapoints; n++)
    for (let m = 0; m < views; m++)
      for (let u = 0; u < units; u++)
        means[n * units + u]! += activations[(n * views + m) * units + u]! / views;
  return means;
}

/** Sums and maxima of every unit, over blocks of datapoints in their order. Memory O(U). */
export class UnitActivations {
  private count = 0;
  private readonly sums: Float64Array;
  private readonly largest: Float64Array;
  private readonly maximizers: Int32Array;

  /** @param units U */
  constructor(private readonly units: number) {
    this.sums = new Float64Array(units);
    this.largest = new Float64Array(units).fill(-Infinity);
    this.maximizers = new Int32Array(units).fill(-1);
  }

  /**
   * @param means [B, U] mean activations of the next B datapoints
   * @throws DomainError INVALID_SCORE_INPUT for an activation that is not finite
   */
  add(means: ArrayLike<number>): void {
    for (let at = 0; at < means.length; at++) {
      const value = means[at]!;
      const unit = at % this.units;
      if (!Number.isFinite(value))
        throw scoreInputError(
          `datapoint ${this.count + Math.floor(at / this.units)}, unit ${unit}: the activation is ${value}; nothing was scored, see whether the encoder diverged`,
        );
      this.sums[unit]! += value;
      if (value <= this.largest[unit]!) continue;
      this.largest[unit] = value;
      this.maximizers[unit] = this.count + Math.floor(at / this.units);
    }
    this.count += means.length / this.units;
  }

  /** Every unit, [U]. @throws DomainError INVALID_SCORE_INPUT for fewer than two datapoints */
  unitsByIndex(): UnitSelectivity[] {
    this.assertOthers();
    return Array.from({ length: this.units }, (_, unit) => ({
      unit,
      maximizer: this.maximizers[unit]!,
      selectivity: this.selectivityOf(unit, this.largest[unit]!),
    }));
  }

  /** The value of each of B datapoints, which have been added: the largest selectivity over the units. @param means [B, U] */
  valuesOf(means: ArrayLike<number>): Float64Array {
    this.assertOthers();
    const values = new Float64Array(means.length / this.units).fill(-Infinity);
    for (let at = 0; at < means.length; at++) {
      const row = Math.floor(at / this.units);
      values[row] = Math.max(values[row]!, this.selectivityOf(at % this.units, means[at]!));
    }
    return values;
  }

  private selectivityOf(unit: number, mean: number): number {
    return contrast(mean, (this.sums[unit]! - mean) / (this.count - 1));
  }

  private assertOthers(): void {
    if (this.count < 2)
      throw scoreInputError(
        `the selectivity of a unit compares datapoints, and there ${this.count === 1 ? 'is 1' : `are ${this.count}`}; use at least 2`,
      );
  }
}
