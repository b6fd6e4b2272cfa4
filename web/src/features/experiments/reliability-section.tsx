import { Figure } from '../../charts/page/figure.tsx';
import { reliabilitySpec } from '../../charts/specs/points.ts';
import page from '../../components/page.module.css';
import { formatAmount } from '../../format.ts';
import { commonValue } from '../../messages/common-value.ts';
import { encoderAmount } from '../../messages/encoder-messages.ts';
import { namesOf } from '../compare/choose-runs.ts';
import type { ComparableRun } from '../compare/compare-documents.ts';
import styles from './experiments.module.css';

/** How far the ranking of each run would repeat, against the number of encoders behind it. */
export function ReliabilitySection({ runs }: { runs: readonly ComparableRun[] }) {
  const spec = reliabilitySpec(runs, namesOf(runs));
  const missing = runs.length - spec.points.length;
  const encoders = commonValue(spec.points.map(({ x }) => x));
  return (
    <section className={`${page.card} ${styles.card}`} aria-labelledby="reliability">
      <h3 id="reliability">Reliability against the number of encoders</h3>
      <p className={styles.text}>
        {encoders === null ? spec.note : ''}
        {missing > 0
          ? ` Left out: ${formatAmount(missing, 'run')} of unknown reliability, which takes 4 encoders and 10 datapoints.`
          : ''}
      </p>
      {spec.points.length === 0 ? (
        <p className={styles.none}>
          No run of this dataset has a reliability: it takes at least 4 encoders and 10 datapoints that they
          rank.
        </p>
      ) : encoders !== null ? (
        <p className={styles.none}>
          All runs with a reliability have {encoderAmount(encoders)}: start one with another number of them to
          see what more encoders bring. Their reliabilities stand in the table above.
        </p>
      ) : (
        <Figure spec={spec} layout="points" />
      )}
    </section>
  );
}
