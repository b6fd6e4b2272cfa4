'use client';

import page from '../../../components/page.module.css';
import { usePartQuery } from '../../../graphql/use-part-query.ts';
import { MeasureAgain } from './measure-again.tsx';
import type { Run } from '../run-document.ts';
import { EnsembleDocument, ensembleVariables } from './ensemble-document.ts';
import { canBeMeasured, ensembleFacts, missingCheckpoints } from './ensemble-facts.ts';
import { FactList } from '../fact-list.tsx';
import { OtherRuns } from './other-runs.tsx';
import styles from './ensemble-section.module.css';

/** The encoders that a run measures: what they are, which runs measure them too, and how to measure them another way. */
export function EnsembleSection({ id, run, isLive }: { id: string; run: Run; isLive: boolean }) {
  const { data } = usePartQuery(EnsembleDocument, ensembleVariables(id), { pollMs: isLive ? 4_000 : null });
  const ensemble = data?.run?.ensemble;
  if (!ensemble) return null;
  return (
    <section className={`${page.card} ${styles.section}`} aria-labelledby="ensemble">
      <div className={styles.head}>
        <h2 id="ensemble">Ensemble</h2>
        <p className={styles.words}>
          The encoders of one training configuration. They are trained once, and any number of runs can
          measure them.
        </p>
      </div>
      <div className={styles.columns}>
        <FactList facts={ensembleFacts(ensemble)} hash={{ term: 'Hash', value: ensemble.hash }} />
        <OtherRuns run={run} runs={ensemble.runs} />
      </div>
      {run.status === 'SUCCEEDED' && canBeMeasured(ensemble) ? (
        <MeasureAgain run={run} toTrain={missingCheckpoints(ensemble)} />
      ) : null}
    </section>
  );
}
