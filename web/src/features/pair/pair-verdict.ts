import { differenceReliability, rankingQuality, type RankingQuality } from '@engram/core';
import { formatCoefficient, isNumber } from '../../format.ts';
import { ceilingOf } from '../compare/ceiling.ts';

export interface RankingOf {
  name: string;
  ranking: RankingQuality;
  /** Spearman–Brown; null when unknown. */
  reliability: number | null;
}

export interface PairVerdict {
  tone: 'good' | 'neutral' | 'caution' | 'bad';
  title: string;
  text: string;
}

/** From the worst to the best; what is unknown is no better than weak. */
const order: readonly RankingQuality[] = ['NOISE', 'WEAK', 'UNKNOWN', 'FAIR', 'GOOD'];

/**
 * What a disagreement between two rankings is worth. Two rankings of reliabilities r and s by independent encoders can be expected
 * to correlate by √(r · s) at most (Spearman's attenuation), so that a correlation near it leaves nothing to explain.
 */
export function pairVerdict(
  a: RankingOf,
  b: RankingOf,
  cell: { spearman: number | null; differingKeys: readonly string[] },
): PairVerdict {
  const worst = order.find((quality) => a.ranking === quality || b.ranking === quality)!;
  const who = [a, b].filter((run) => run.ranking === worst).map((run) => run.name);
  const ceiling = ceilingMessage(a, b, cell);
  const both = who.length === 2;
  const subject = both ? 'Both rankings are' : `The ranking of ${who[0]} is`;
  switch (worst) {
    case 'NOISE':
      return {
        tone: 'bad',
        title: 'These disagreements are not a finding',
        text: `${subject} noise: other encoders would have placed other datapoints at the top. A disagreement with noise says nothing about a datapoint. ${ceiling}`,
      };
    case 'WEAK':
    case 'UNKNOWN':
      return {
        tone: 'caution',
        title: 'Read these disagreements in groups only',
        text: `${subject} ${worst === 'WEAK' ? 'weak' : 'of unknown reliability'}: most of the single disagreements would not repeat with other encoders; those of whole classes hold better. ${ceiling}`,
      };
    default:
      return verdictOfReliable(
        worst === 'GOOD' ? 'good' : 'fair or better',
        differences(a, b, cell),
        ceiling,
      );
  }
}

/** How far the differences themselves would repeat: two reliable rankings that agree as far as they can differ by chance alone. */
function differences(a: RankingOf, b: RankingOf, cell: Parameters<typeof pairVerdict>[2]): RankingQuality {
  if (!cell.differingKeys.includes('encoderIds')) return 'UNKNOWN';
  return rankingQuality(differenceReliability(a.reliability, b.reliability, cell.spearman));
}

function verdictOfReliable(rankings: string, ofDifferences: RankingQuality, ceiling: string): PairVerdict {
  switch (ofDifferences) {
    case 'NOISE':
      return {
        tone: 'caution',
        title: 'These disagreements are mostly chance',
        text: `Both rankings are ${rankings}, and agree about as far as their reliabilities allow: most of the remaining differences would not repeat with other encoders. ${ceiling}`,
      };
    case 'WEAK':
    case 'UNKNOWN':
      return {
        tone: 'neutral',
        title: 'Read these disagreements in groups',
        text: `Both rankings are ${rankings}; ${ofDifferences === 'WEAK' ? 'more than half of a single difference between them is chance' : 'how far the differences between them would repeat is unknown'}. Those of whole classes hold better. ${ceiling}`,
      };
    default:
      return {
        tone: 'good',
        title: 'Large disagreements would repeat',
        text: `Both rankings are ${rankings}, and differ by more than chance: most of a large difference would repeat with other encoders. ${ceiling}`,
      };
  }
}

function ceilingMessage(
  { reliability: r }: RankingOf,
  { reliability: s }: RankingOf,
  cell: Parameters<typeof pairVerdict>[2],
): string {
  const ceiling = ceilingOf(cell, { summary: { spearmanBrown: r } }, { summary: { spearmanBrown: s } });
  if (ceiling === null) return '';
  const found = isNumber(cell.spearman) ? `; it is ${formatCoefficient(cell.spearman)}` : '';
  return `With reliabilities of ${formatCoefficient(r)} and ${formatCoefficient(s)} a correlation of about ${formatCoefficient(ceiling)} is the most to be expected${found}.`;
}
