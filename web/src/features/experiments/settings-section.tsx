import Link from 'next/link';
import type { ResultOf } from '../../graphql/graphql.ts';
import { Choice } from '../../components/choice.tsx';
import page from '../../components/page.module.css';
import { withLabels } from '../../messages/run-labels.ts';
import { runCommand } from '../../run-command.ts';
import type { ComparableRunsDocument } from '../compare/compare-documents.ts';
import { MeansPanel } from './means-panel.tsx';
import { ReliabilitySection } from './reliability-section.tsx';
import { panelsOf } from './run-settings.ts';
import styles from './experiments.module.css';

interface Props {
  data: ResultOf<typeof ComparableRunsDocument>;
  /** Short name of the dataset shown; undefined where no run has finished on any. */
  slug: string | undefined;
  choose(dataset: string): void;
}

/** What the finished runs of a dataset say across settings. */
export function SettingsSection({ data, slug, choose }: Props) {
  const runs = withLabels(data.runs.nodes.filter((run) => run.dataset.slug === slug));
  return (
    <section className={styles.section} aria-labelledby="settings">
      <div className={styles.row}>
        <h2 id="settings">Comparisons across settings</h2>
        {data.datasets.length > 0 ? (
          <Choice
            label="Dataset"
            value={slug ?? ''}
            options={Object.fromEntries(data.datasets.map((dataset) => [dataset.slug, dataset.name]))}
            set={choose}
          />
        ) : null}
      </div>
      {runs.length === 0 ? (
        <div className={`${page.card} ${styles.card}`}>
          <h3>{slug === undefined ? 'No run has finished yet' : 'No finished run on this dataset'}</h3>
          <p className={styles.text}>
            Settings are compared over finished runs. <Link href="/">See the runs</Link>, or start one with{' '}
            <code>{runCommand(slug)}</code>.
          </p>
        </div>
      ) : (
        <div className={styles.charts}>
          <section className={`${page.card} ${styles.card}`} aria-labelledby="means">
            <h3 id="means">Mean score by encoder and policy</h3>
            <p className={styles.text}>
              One row per run: its mean memorization score with the interval over encoders × datapoints. Each
              distance has its own axis. Within one, views and estimators may still differ, so a difference of
              means is a hint, not a test.
            </p>
            {panelsOf(runs).map((panel) => (
              <MeansPanel key={panel.distance} panel={panel} />
            ))}
          </section>
          <ReliabilitySection runs={runs} />
        </div>
      )}
    </section>
  );
}
