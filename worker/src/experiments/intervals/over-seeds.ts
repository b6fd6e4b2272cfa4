/** Numbers that several seeds gave, one each: a seed is what repeats everything that was drawn. */
import { jackknifeInterval, mean, pairedT, tInterval, variance, type Interval } from '@engram/core';

const unknown: Interval = { estimate: null, low: null, high: null };

/** Mean over seeds with Student's interval; none from one seed, nothing where a seed gave none. */
export function overSeeds(values: readonly (number | null)[], confidence: number): Interval {
  if (values.length === 0 || values.includes(null)) return unknown;
  const known = values as number[];
  const estimate = mean(known);
  if (known.length < 2) return { estimate, low: null, high: null };
  const { low, high } = tInterval(
    estimate,
    Math.sqrt(variance(known) / known.length),
    known.length - 1,
    confidence,
  );
  return { estimate, low, high };
}

/** Mean of a − b over seeds, paired: what a seed does to both leaves the interval. */
export function differenceOverSeeds(
  a: readonly (number | null)[],
  b: readonly (number | null)[],
  confidence: number,
): Interval {
  if (a.includes(null) || b.includes(null)) return unknown;
  if (a.length < 2) return overSeeds(a.map((value, s) => value! - b[s]!), confidence); // prettier-ignore
  const { difference, low, high } = pairedT(a as number[], b as number[], confidence);
  return { estimate: difference, low, high };
}

/**
 * Mean of values that two things gave together, with a jackknife interval over both: values of one row, or of one column, have something
 * in common, so that they do not count as so many.
 * @param values [a][b], b the same for every a
 */
export function overBoth(values: readonly (readonly number[])[], confidence: number): Interval {
  const rows = values.map(mean);
  const columns = values[0]!.map((_, b) => mean(values.map((row) => row[b]!)));
  const ways = [rows, columns].map((means) => ({
    size: means.length,
    without: (i: number) => mean(means.filter((_, at) => at !== i)),
  }));
  const estimate = mean(rows);
  const interval = jackknifeInterval(estimate, ways, confidence);
  return { estimate, low: interval?.low ?? null, high: interval?.high ?? null };
}
