import type { TestedEstimate } from './estimate.ts';
import { benjaminiHochberg } from '../statistics/fdr.ts';

/**
 * Which datapoints are memorized (score above 0) at a stated false discovery rate: Benjamini–Hochberg over all datapoints
 * that have an interval. false without one.
 */
export function memorizedAtFdr(estimates: readonly TestedEstimate[], falseDiscoveryRate: number): boolean[] {
  const tested = estimates.flatMap(({ pValue }, x) => (pValue === null ? [] : [{ x, pValue }]));
  const adjusted = benjaminiHochberg(tested.map(({ pValue }) => pValue));
  const flags = new Array<boolean>(estimates.length).fill(false);
  tested.forEach(({ x }, i) => {
    flags[x] = adjusted[i] <= falseDiscoveryRate && estimates[x].value! > 0;
  });
  return flags;
}
