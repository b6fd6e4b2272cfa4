import {
  formatAmount,
  formatCoefficient,
  formatFraction,
  formatInterval,
  formatScore,
} from '../../format.ts';
import type { RunSummary } from './run-document.ts';
import styles from './summary-band.module.css';

interface Props {
  summary: RunSummary;
  /** Of the interval, as a fraction. */
  confidence: number;
  encoderCount: number;
}

/** The run in a few numbers. */
export function SummaryBand({ summary, confidence, encoderCount }: Props) {
  return (
    <section className={styles.band} aria-label="Summary">
      <dl className={styles.numbers}>
        <Number term="Mean score" note={intervalNote(summary.interval, confidence)}>
          {formatScore(summary.meanScore)}
        </Number>
        <Number
          term="Share above 0"
          note={`of ${formatAmount(summary.identifiableCount, 'identifiable datapoint')}`}
        >
          {formatFraction(summary.positiveFraction)}
        </Number>
        <Number
          term="Reliability of the ranking"
          note={`Spearman–Brown, from split-half ρ = ${formatCoefficient(summary.splitHalfSpearman)} over ${formatAmount(encoderCount, 'encoder')}`}
        >
          {formatCoefficient(summary.spearmanBrown)}
        </Number>
      </dl>
    </section>
  );
}

function intervalNote(interval: RunSummary['interval'], confidence: number): string {
  if (!interval) return 'no interval: it takes more encoders';
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
