import { formatFraction, formatScore, isNumber } from '../../../format.ts';
import { verdictLabels } from '@engram/core';
import styles from '../experiments.module.css';
import type { FoundStatement } from './experiments-document.ts';

/** What an experiment says, claim by claim. */
export function Statements({ statements, label }: { statements: readonly FoundStatement[]; label: string }) {
  return (
    <ul className={styles.claims} aria-label={label}>
      {statements.map((statement, at) => (
        <li key={at}>
          <p>
            <strong>{verdictLabels[statement.verdict]}:</strong> {statement.claim}
          </p>
          <p className={styles.text}>{reasonsOf(statement).join(' · ')}</p>
        </li>
      ))}
    </ul>
  );
}

/** The estimate with its interval, why it says what it says, and where the claim was made. */
function reasonsOf({ estimate, low, high, confidence, reason, source }: FoundStatement): string[] {
  const interval =
    isNumber(low) && isNumber(high)
      ? ` (${formatFraction(confidence)} interval ${formatScore(low)} to ${formatScore(high)})`
      : '';
  return [
    isNumber(estimate) ? `estimate ${formatScore(estimate)}${interval}` : null,
    reason,
    source === null ? null : `claimed in ${source}`,
  ].filter((part) => part !== null);
}
