'use client';

import { Figure } from '../../../charts/page/figure.tsx';
import { curvesSpec } from '../../../charts/specs/curves.ts';
import page from '../../../components/page.module.css';
import { formatAmount } from '../../../format.ts';
import { usePartQuery } from '../../../graphql/use-part-query.ts';
import { EncodersDocument, encodersShown, type TrainedEncoder } from './encoders-document.ts';
import type { Run } from '../run-document.ts';
import { runCost } from './run-cost.ts';
import styles from './training-section.module.css';

/** How the encoders were trained, and what that cost; while the run is under way, of those that are finished. */
export function TrainingSection({ id, run, isLive }: { id: string; run: Run; isLive: boolean }) {
  const { data } = usePartQuery(
    EncodersDocument,
    { id, first: encodersShown },
    { pollMs: isLive ? 4_000 : null },
  );
  const encoders = data?.run?.encoders;
  // Scores that were imported, or a run that never began, have none.
  if (!encoders || (encoders.length === 0 && !isLive)) return null;
  if (encoders.length === 0)
    return (
      <section className={`${page.card} ${styles.section}`} aria-labelledby="training">
        <h2 id="training">Training</h2>
        <p className={styles.text}>The curves of the encoders appear here as they finish.</p>
      </section>
    );
  return (
    <section className={`${page.card} ${styles.section}`} aria-labelledby="training">
      <h2 id="training">Training</h2>
      <p className={styles.text}>{curvesCaption(encoders, run)}</p>
      <div className={styles.charts}>
        <Curve
          title="Training loss"
          y={{ label: `mean ${run.method.name} loss of an epoch`, unit: 'no unit' }}
          curves={encoders.map((encoder) => encoder.lossHistory)}
        />
        <Curve
          title="Alignment loss"
          y={{ label: 'mean of an epoch’s last batch', unit: 'in units of the distance' }}
          curves={encoders.map((encoder) => encoder.alignmentHistory)}
        />
      </div>
      <dl className={styles.cost}>
        {runCost(run, encoders).map(({ term, value }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Curve(props: Parameters<typeof curvesSpec>[0]) {
  const drawn = props.curves.filter((curve) => curve.length > 0);
  if (drawn.length === 0)
    return <p className={styles.none}>{props.title}: no curve was recorded by these encoders.</p>;
  return <Figure spec={curvesSpec({ ...props, curves: drawn })} layout="curves" caption={props.title} />;
}

function curvesCaption(encoders: readonly TrainedEncoder[], { encoderCount }: Run): string {
  const shown =
    encoders.length < encoderCount
      ? `${encoders.length} of ${formatAmount(encoderCount, 'encoder')}`
      : formatAmount(encoderCount, 'encoder');
  return `${shown}: the median, the band between the 10 % and 90 % quantiles, and every encoder faint behind them.`;
}
