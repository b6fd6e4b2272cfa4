import type { Interval } from '@engram/core';

/** A rate and its interval as a point of a series, within 0 to 1, which no rate leaves. */
export const inUnitRange = ({ estimate, low, high }: Interval) => ({
  y: estimate,
  low: low === null ? null : Math.max(0, low),
  high: high === null ? null : Math.min(1, high),
});
