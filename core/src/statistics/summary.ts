/**
 * Arithmetic mean; NaN for no values. Summed around the first value, so that the mean of equal values is that value to the
 * last bit: encoders that agree then score exactly 0, however many are on either side.
 */
export function mean(values: ArrayLike<number>): number {
  const first = values[0];
  let sum = 0;
  for (let i = 1; i < values.length; i++) sum += values[i] - first;
  return values.length === 0 ? NaN : first + sum / values.length;
}

/** Unbiased variance (divisor n − 1); NaN for fewer than two values. */
export function variance(values: ArrayLike<number>): number {
  if (values.length < 2) return NaN;
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - centre) ** 2;
  return sum / (values.length - 1);
}
