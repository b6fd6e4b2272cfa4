import { agreementCeiling } from '@engram/core';

interface Ranked {
  summary: { spearmanBrown: number | null } | null;
}

/**
 * The rank correlation that two runs can be expected to reach at most: √(r · s) of their reliabilities. null when one is unknown or
 * not above 0, and for two measurements of the same encoders, whose errors are not independent.
 */
export function ceilingOf(cell: { differingKeys: readonly string[] }, a: Ranked, b: Ranked): number | null {
  if (!cell.differingKeys.includes('encoderIds')) return null;
  return agreementCeiling(a.summary?.spearmanBrown, b.summary?.spearmanBrown);
}
