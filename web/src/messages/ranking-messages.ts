import { isImported, isProxy, type RankingQuality } from '@engram/core';

export interface RankingMessage {
  /** A word for a list. */
  label: string;
  title: string;
  /** What it allows its reader to do, and the next step; stands behind the sentence of `rankingMessage`. */
  advice: string;
  tone: 'good' | 'neutral' | 'caution' | 'bad';
  /** In place of `advice` where the encoders were trained elsewhere, so that this Engram cannot train more. */
  adviceImported?: string;
}

export const rankingMessages: Record<RankingQuality, RankingMessage> = {
  NOISE: {
    label: 'noise',
    title: 'Do not trust this ranking: it is noise',
    advice:
      'Two disjoint halves of the encoders hardly agree on it. To make memorization visible, train more encoders, use weaker augmentation, or use a larger encoder.',
    tone: 'bad',
    adviceImported:
      'Two disjoint halves of the encoders hardly agree on it. Import the views of more encoders to see whether a ranking emerges.',
  },
  WEAK: {
    label: 'weak',
    title: 'A weak ranking: read groups, not single datapoints',
    advice: 'Averages over classes are more reliable than any single rank.',
    tone: 'caution',
  },
  FAIR: {
    label: 'fair',
    title: 'A fair ranking: its broad order would repeat',
    advice:
      'Neighbours in the ranking would swap places; P(top 5 %) says which of the top datapoints are stable.',
    tone: 'neutral',
  },
  GOOD: {
    label: 'good',
    title: 'A good ranking: it would largely repeat',
    advice: 'P(top 5 %) says which of the top datapoints are stable.',
    tone: 'good',
  },
  UNKNOWN: {
    label: 'unknown',
    title: 'It is unknown how reliable this ranking is',
    advice: 'Read single ranks with caution, and train more encoders to find out.',
    tone: 'caution',
    adviceImported:
      'Read single ranks with caution. To find out, import the views of at least 4 encoders: arrays encoders and mask in place of f and g.',
  },
};

const noisyProxy =
  'Two disjoint halves of the encoders hardly agree on it: this proxy says little of single datapoints here. Measure the same encoders by alignment to see what they memorize.';

/**
 * What to do next, as far as the reader can: a run that was imported has its encoders elsewhere, and a proxy does not show memorization however many there are.
 * @param measure null where the scores were made elsewhere
 */
export function rankingAdvice(quality: RankingQuality, estimator: string, measure: string | null): string {
  const { advice, adviceImported } = rankingMessages[quality];
  if (quality === 'NOISE' && measure !== null && isProxy(measure)) return noisyProxy;
  return isImported(estimator) && adviceImported !== undefined ? adviceImported : advice;
}
