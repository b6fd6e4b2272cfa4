import { rankingInWords, type RunSummary } from '@engram/core';

const number = (value: number | null, digits = 2): string => (value === null ? '–' : value.toFixed(digits));

/** How far the order of the scores can be trusted; never left out beside a ranking. */
export function reliabilityInWords(summary: RunSummary): string {
  return (
    `${rankingInWords(summary.ranking)} ` +
    `(Split-half Spearman ${number(summary.splitHalfSpearman)}, Spearman–Brown reliability ${number(summary.spearmanBrown)}.)`
  );
}

export function meanInWords(summary: RunSummary): string {
  const interval =
    summary.low === null || summary.high === null
      ? 'no interval: too few encoders'
      : `${number(summary.low, 4)} to ${number(summary.high, 4)}`;
  return (
    `Mean memorization score ${number(summary.meanScore, 4)} (${interval}); ` +
    `${Math.round(summary.positiveFraction * 100)} % of ${summary.identifiableCount} scores above 0; ` +
    `median standard error ${number(summary.medianStandardError, 4)}.`
  );
}
