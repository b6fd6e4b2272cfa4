/** What repeated measurements of one thing come to. */
import { quantiles } from '@engram/core';

export interface Spread {
  median: number;
  least: number;
  /** Quantiles of 10 % and 90 %. */
  p10: number;
  p90: number;
  count: number;
}

/** Median and 99th percentile, rounded; NaN of nothing. */
export const medianAndTail = (values: readonly number[]): number[] =>
  quantiles(values, [0.5, 0.99]).map(Math.round);

export function spreadOf(values: readonly number[]): Spread {
  const [least, p10, median, p90] = quantiles(values, [0, 0.1, 0.5, 0.9]) as [number, number, number, number];
  return { median, least, p10, p90, count: values.length };
}
