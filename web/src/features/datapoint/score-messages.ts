import type { MissingReason, RankingQuality } from '@engram/core';
import { formatCount, formatFraction, formatInterval, isNumber } from '../../format.ts';
import {
  comparesEncoders,
  effectMessage,
  isAlignment,
  type MeasuredSides,
} from '../../messages/effect-message.ts';
import { rankingMessages } from '../../messages/ranking-messages.ts';

export interface ScoreFacts extends Omit<MeasuredSides, 'measure'> {
  value: number | null;
  low: number | null;
  high: number | null;
  confidence: number;
  nIn: number;
  nOut: number;
  identifiable: boolean;
  reasonCode: MissingReason | null;
  rank: number | null;
  percentile: number | null;
  topFraction: number | null;
  run: {
    name: string;
    measure: string;
    summary: { identifiableCount: number; ranking: RankingQuality } | null;
  };
}

const missingReasons: Record<MissingReason, string> = {
  NEVER_IN: 'no encoder was trained on this datapoint',
  NEVER_OUT: 'every encoder was trained on this datapoint',
  NO_INTERVAL: 'fewer than two encoders on one side',
  NOT_GIVEN: 'the imported file gives none',
};

/** What a score of one datapoint says, sentence by sentence; numbers that are missing come with their reason. */
export function scoreSentences(score: ScoreFacts): string[] {
  const isKnown = score.nIn + score.nOut > 0;
  const encoders = !isKnown
    ? 'The score was made elsewhere and imported: its encoders are not known here.'
    : `Of the encoders of this run, ${formatCount(score.nIn)} trained with it and ${formatCount(score.nOut)} without it.`;
  if (!score.identifiable)
    return [
      `The score is not identifiable: ${score.reasonCode ? missingReasons[score.reasonCode] : 'no reason was given'}.`,
      encoders,
    ];
  return [
    effectMessage({ ...score, measure: score.run.measure }) ?? '',
    intervalSentence(score),
    placeSentence(score),
    topSentence(score),
    encoders,
  ].filter((each) => each !== '');
}

function intervalSentence({ low, high, confidence, reasonCode, nIn, nOut, run }: ScoreFacts): string {
  if (!isNumber(low) || !isNumber(high)) {
    return `It has no interval${reasonCode ? `: ${missingReasons[reasonCode]}` : ''}.`;
  }
  const interval = `The ${formatFraction(confidence)} interval is ${formatInterval({ low, high })}`;
  if (nIn + nOut === 0 || !comparesEncoders(run.measure)) return `${interval}.`;
  if (!isAlignment(run.measure) && low * high > 0)
    return `${interval}, ${low > 0 ? 'above' : 'below'} 0 as a whole: encoders that saw it differ from those that did not.`;
  if (low > 0) return `${interval}: encoders that saw it align its views more tightly.`;
  if (high < 0) return `${interval}: encoders that saw it align its views less tightly.`;
  return `${interval}. It includes 0: the encoders may differ by chance alone.`;
}

function placeSentence({ rank, percentile, run: { measure, summary } }: ScoreFacts): string {
  if (!isNumber(rank) || !isNumber(percentile)) return '';
  const of = summary ? ` of ${formatCount(summary.identifiableCount)}` : '';
  return `Rank ${formatCount(rank)}${of} (1 = ${comparesEncoders(measure) ? 'most memorized' : 'the highest score'}), percentile ${percentile.toFixed(1)}.`;
}

function topSentence({ topFraction, run: { name, summary } }: ScoreFacts): string {
  const top = isNumber(topFraction)
    ? `In the top 5 % with a probability of ${formatFraction(topFraction)}, by bootstrap over encoders.`
    : '';
  const ranking = summary?.ranking;
  if (ranking !== 'NOISE' && ranking !== 'WEAK') return top;
  return `${top} The ranking of ${name} is ${rankingMessages[ranking].label}: a single rank in it says little.`.trim();
}
