import {
  describeContrast,
  hasImportedScores,
  measureDefinitions,
  measureKeyOf,
  rankingMessage,
  type RunConfig,
  type RunSummary,
  type SplitRole,
} from '@engram/core';

const number = (value: number | null, digits = 2): string => (value === null ? '–' : value.toFixed(digits));

/** How far the order of the scores can be trusted; never left out beside a ranking. */
export function reliabilityMessage(summary: RunSummary): string {
  return (
    `${rankingMessage(summary.ranking)} ` +
    `(Split-half Spearman ${number(summary.splitHalfSpearman)}, Spearman–Brown reliability ${number(summary.spearmanBrown)}.)`
  );
}

const interval = (
  { low, high }: { low: number | null; high: number | null },
  reason = 'too few encoders',
): string =>
  low === null || high === null ? `no interval: ${reason}` : `${number(low, 4)} to ${number(high, 4)}`;

/** What a message must know of the run: a proxy's score is no memorization score. */
export interface Reported {
  summary: RunSummary;
  config: Pick<RunConfig, 'scoring'>;
}

/** What the scores of a run are called: those of a proxy, or made elsewhere, are not said to be memorization. */
export function scoreWords(config: Reported['config']): { score: string; highest: string; lowest: string } {
  const others = { highest: 'Highest scores:', lowest: 'Lowest scores:' };
  if (hasImportedScores(config)) return { score: 'imported score', ...others };
  const { card, isProxy } = measureDefinitions[measureKeyOf(config)];
  return isProxy
    ? { score: `score of the proxy '${card.name}'`, ...others }
    : { score: 'memorization score', highest: 'Most memorized:', lowest: 'Least memorized:' };
}

export function meanMessage({ summary, config }: Reported): string {
  return (
    `Mean ${scoreWords(config).score} ${number(summary.meanScore, 4)} (${interval(summary, hasImportedScores(config) ? 'the encoders are not known' : undefined)}); ` +
    `${Math.round(summary.positiveFraction * 100)} % of ${summary.identifiableCount} scores above 0; ` +
    `median standard error ${number(summary.medianStandardError, 4)}.` +
    (summary.viewNoise === undefined
      ? ''
      : ` Another draw of views would move an alignment loss by ${number(summary.viewNoise, 4)} within one encoder.`)
  );
}

const roleLabels: Record<SplitRole, string> = {
  shared: 'shared, seen by f and g (control)',
  candidate: 'candidates, seen by f only',
  independent: 'independents, seen by g only',
  external: 'external, seen by neither (control)',
};

/** The parts of an `fg-split`, a line each; nothing under other estimators. */
export function formatRoleContrasts({ summary: { roleContrasts = [] }, config }: Reported): string[] {
  if (roleContrasts.length === 0) return [];
  const compared = describeContrast(measureKeyOf(config));
  return [
    `${compared[0]!.toUpperCase()}${compared.slice(1)}, part by part:`,
    ...roleContrasts.map(
      (contrast) =>
        `  ${roleLabels[contrast.role]}: ${number(contrast.mean, 4)} (${interval(contrast)}; ${contrast.count} datapoints)`,
    ),
  ];
}
