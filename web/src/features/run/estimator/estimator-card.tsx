import { describeScore, type MeasureKey } from '@engram/core';
import page from '../../../components/page.module.css';
import { formatDuration, formatMoment, formatScore, isNumber } from '../../../format.ts';
import { configFacts, type Fact } from '../config-facts.ts';
import { FactList } from '../fact-list.tsx';
import { Formula } from './formula.tsx';
import type { Run } from '../run-document.ts';
import styles from './estimator-card.module.css';

/** What was estimated and how: all that another person needs to judge or repeat the numbers. */
export function EstimatorCard({ run }: { run: Run }) {
  const { facts, text, measure } = configFacts(run.config);
  return (
    <section className={`${page.card} ${styles.card}`} aria-labelledby="estimator">
      <h2 id="estimator">Estimator</h2>
      {measure === 'alignment' ? <AlignmentScore /> : <p className={styles.text}>{scoreText(measure)}</p>}
      <FactList facts={[...aboutRun(run), ...facts]} hash={{ term: 'Config hash', value: run.configHash }} />
      {text ? (
        <details className={styles.config}>
          <summary>The whole configuration</summary>
          <pre tabIndex={0} aria-label="Configuration in JSON">
            {text}
          </pre>
        </details>
      ) : null}
    </section>
  );
}

function AlignmentScore() {
  return (
    <>
      <Formula />
      <p className={styles.text}>
        The alignment loss <i>L</i>
        <sub>align</sub> is the mean distance between all pairs of a datapoint’s views. Where encoders that
        saw <i>x</i> align its views more tightly, the score is above 0: memorized.
      </p>
    </>
  );
}

/** Only alignment losses are what the formula shows. */
const scoreText = (measure: MeasureKey | null): string =>
  measure === null
    ? 'These scores were made elsewhere: Engram ranked them, and computed nothing else.'
    : describeScore(measure);

function aboutRun(run: Run): Fact[] {
  const facts: [string, string | null][] = [
    ['Estimator', run.estimator],
    ['Encoders', String(run.encoderCount)],
    ['Method', run.method.name],
    ['Dataset', run.dataset.name],
    ['Noise of the views', viewNoise(run)],
    ['Engine', run.engine],
    ['Duration', duration(run)],
    ['Started', run.startedAt ? formatMoment(run.startedAt) : null],
    ['Code version', run.codeVersion],
  ];
  return facts.flatMap(([term, value]) => (value ? [{ term, value }] : []));
}

/** How much another draw of views would move an alignment loss. */
function viewNoise({ summary }: Run): string | null {
  return isNumber(summary?.viewNoise)
    ? `${formatScore(summary.viewNoise)} of an alignment loss (jackknife, within one encoder)`
    : null;
}

function duration({ startedAt, finishedAt }: Run): string | null {
  if (!startedAt || !finishedAt) return null;
  return formatDuration(Date.parse(finishedAt) - Date.parse(startedAt));
}
