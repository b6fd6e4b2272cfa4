import { invariant } from '../errors.ts';

/** Quantile with linear interpolation between order statistics (type 7 of Hyndman & Fan 1996); NaN for no values. */
export function quantile(values: ArrayLike<number>, probability: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), probability);
}

/** The same for several probabilities, sorting once. */
export function quantiles(values: ArrayLike<number>, probabilities: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  return probabilities.map((probability) => quantileOfSorted(sorted, probability));
}

/** The same on ascending values. */
function quantileOfSorted(sorted: ArrayLike<number>, probability: number): number {
  invariant(probability >= 0 && probability <= 1, `a probability is from 0 to 1, not ${probability}`);
  if (sorted.length === 0) return NaN;
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

export const median = (values: ArrayLike<number>): number => quantile(values, 0.5);

/** The k-th largest value, k from 1, in O(n) on average (Hoare's selection). Reorders `values`; no NaN. */
export function kthLargest(values: Float64Array, k: number): number {
  invariant(k >= 1 && k <= values.length, `there is no ${k}-th largest of ${values.length}`);
  const wanted = values.length - k;
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left] < pivot) left++;
      while (values[right] > pivot) right--;
      if (left > right) break;
      const held = values[left];
      values[left++] = values[right];
      values[right--] = held;
    }
    if (wanted <= right) high = right;
    else if (wanted >= left) low = left;
    else break;
  }
  return values[wanted];
}
