import page from '../../components/page.module.css';
import { formatHalfWidth, formatScore } from '../../format.ts';
import { comparesEncoders } from '../../messages/effect-message.ts';
import type { DatapointScore } from './datapoint-documents.ts';
import { scoreSentences } from './score-messages.ts';
import styles from './datapoint-page.module.css';

/** The score in the chosen run, as a number and a sentence. */
export function ScorePanel({ score }: { score: DatapointScore }) {
  return (
    <section className={`${page.card} ${styles.panel}`} aria-labelledby="score">
      <h2 id="score">
        {comparesEncoders(score.run.measure) ? 'Memorization score' : 'Score'}{' '}
        <span className={styles.in}>in {score.run.name}</span>
      </h2>
      <p className={styles.value}>
        <strong>{score.identifiable ? formatScore(score.value) : 'not identifiable'}</strong>
        {score.identifiable ? <span>{formatHalfWidth(score)}</span> : null}
      </p>
      <ul className={styles.sentences}>
        {scoreSentences(score).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {score.role ? <li>Its role in the split is {score.role}.</li> : null}
      </ul>
    </section>
  );
}
