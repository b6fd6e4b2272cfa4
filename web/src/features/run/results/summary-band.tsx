import { defaultFdr, rankingMessage } from '@engram/core';
import {
  formatAmount,
  formatCoefficient,
  formatCount,
  formatFraction,
  formatInterval,
  formatScore,
} from '../../../format.ts';
import type { Memorized } from './memorized-document.ts';
import type { Headline } from './headline.ts';
import type { RunSummary } from '../run-document.ts';
import page from '../../../components/page.module.css';
import { rateOfPartMessage } from '../../../messages/fdr-messages.ts';
import { rankingAdvice } from '../../../messages/ranking-messages.ts';
import styles from './summary-band.module.css';

interface Props {
  headline: Headline;
  summary: RunSummary;
  /** Of the interval, as a fraction. */
  confidence: number;
  encoderCount: number;
  estimator: string;
  /** null where the scores were made elsewhere. */
  measure: string | null;
  memorized: Memorized;
  /** How large the mean score is beside the distances that it is a difference of; null while that is not known. */
  effect: string | null;
  /** Between what a score lies; null where nothing bounds it. */
  scale: string | null;
}

/** The run in a few numbers. */
export function SummaryBand({
  headline,
  summary,
  confidence,
  encoderCount,
  estimator,
  measure,
  memorized,
  effect,
  scale,
}: Props) {
  return (
    <section className={`${page.card} ${styles.band}`} aria-label="Summary">
      <dl className={styles.numbers}>
        <Number term={`Mean score ${headline.of}`} note={intervalNote(headline, confidence)}>
          {formatScore(headline.mean)}
        </Number>
        <Number
          term="Share above 0"
          note={
            headline.count === null
              ? '\u00a0'
              : `of ${formatAmount(headline.count, 'identifiable datapoint')}`
          }
        >
          {formatFraction(headline.positiveFraction)}
        </Number>
        <Number
          term={`Memorized at a false discovery rate of ${formatFraction(defaultFdr)}`}
          note={memorizedNote(memorized)}
        >
          {memorized.tested ? formatCount(memorized.count ?? 0) : '–'}
        </Number>
        <Number
          term="Reliability of the run’s ranking"
          note={
            encoderCount === 0
              ? 'not known of imported scores'
              : `Spearman–Brown, from split-half ρ = ${formatCoefficient(summary.splitHalfSpearman)} over ${formatAmount(encoderCount, 'encoder')}`
          }
        >
          {formatCoefficient(summary.spearmanBrown)}
        </Number>
      </dl>
      {effect ? (
        <p className={styles.advice}>
          {effect} {scale}
        </p>
      ) : null}
      <p className={styles.advice}>
        {rankingMessage(summary.ranking)} {rankingAdvice(summary.ranking, estimator, measure)}
      </p>
    </section>
  );
}

function memorizedNote({ tested, isPart, reason }: Memorized): string {
  if (tested === null) return '\u00a0';
  if (tested === 0) return reason;
  return `of ${formatAmount(tested, 'tested datapoint')}${isPart ? `. ${rateOfPartMessage}` : ''}`;
}

function intervalNote({ interval, noInterval }: Headline, confidence: number): string {
  if (!interval) return noInterval;
  return `${formatFraction(confidence)} interval ${formatInterval(interval)}`;
}

function Number({ term, children, note }: { term: string; children: string; note: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <strong>{children}</strong>
        <small>{note}</small>
      </dd>
    </div>
  );
}
