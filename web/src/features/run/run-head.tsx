'use client';

import Link from 'next/link';
import { StatusBadge } from '../../components/status-badge.tsx';
import { exploredFrom } from '../../address/filtered-address.ts';
import { formatAmount, formatCount, formatMoment } from '../../format.ts';
import { encoderAmount } from '../../messages/encoder-messages.ts';
import { isFiltered } from '../../address/url-state.ts';
import { CiteButton } from '../snapshot/cite-button.tsx';
import type { Run } from './run-document.ts';
import { useRunState } from './use-run-state.ts';
import styles from './run-page.module.css';

/** The title of a run and, under it, what it is in one line. */
export function RunHead({ run }: { run: Run }) {
  const scored = run.summary ? scoredLabel(run.scoredCount, run.summary.identifiableCount) : null;
  return (
    <header className={styles.head}>
      <nav aria-label="Breadcrumb">
        <Link href="/" className={styles.crumb}>
          Runs
        </Link>
      </nav>
      <h1>{run.name}</h1>
      <p className={styles.line}>
        <StatusBadge status={run.status} />
        <span>
          {[run.dataset.name, run.method.name, encoderAmount(run.encoderCount), scored]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
        <time dateTime={run.finishedAt ?? run.createdAt}>
          {formatMoment(run.finishedAt ?? run.createdAt)}
        </time>
      </p>
      {run.summary ? (
        <div className={styles.actions}>
          <ExploreLink run={run.id} />
          {run.status === 'SUCCEEDED' ? <CiteButton runs={[run.id]} title={run.name} /> : null}
        </div>
      ) : null}
    </header>
  );
}

/** To the explorer, with the filters that are set here. */
function ExploreLink({ run }: { run: string }) {
  const [state] = useRunState();
  return (
    <Link href={exploredFrom(run, state)} className={styles.explore}>
      {isFiltered(state) ? 'Explore these scores' : 'Explore all scores'}
    </Link>
  );
}

/** `1,000 datapoints scored`, or `200 of 1,000`: those that no encoder, or every one, saw were measured and have no score. */
const scoredLabel = (measured: number, scored: number): string =>
  `${scored === measured ? '' : `${formatCount(scored)} of `}${formatAmount(measured, 'datapoint')} scored`;
