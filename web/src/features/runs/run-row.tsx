import Link from 'next/link';
import { LinkPending } from '../../components/header/link-pending.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import {
  formatAmount,
  formatCoefficient,
  formatInterval,
  formatMoment,
  formatScore,
  joinFacts,
} from '../../format.ts';
import { runAddress } from '../../address/run-address.ts';
import { rankingMessages } from '../../messages/ranking-messages.ts';
import type { ListedRun } from './run-list-document.ts';
import styles from './run-list.module.css';

/** One run of the list: what it is, where it stands, and its result with its reliability. */
export function RunRow({ run }: { run: ListedRun }) {
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <Link href={runAddress(run.id)} className={styles.name}>
          {run.name}
          <LinkPending />
        </Link>
        <p className={styles.about}>
          {joinFacts(
            run.dataset.name,
            run.method.name,
            run.estimator,
            formatAmount(run.encoderCount, 'encoder'),
          )}
        </p>
        <p className={styles.when}>
          <StatusBadge status={run.status} />{' '}
          <time dateTime={run.createdAt}>{formatMoment(run.createdAt)}</time>
        </p>
      </div>
      <div className={styles.result}>
        <Result run={run} />
      </div>
    </li>
  );
}

function Result({ run }: { run: ListedRun }) {
  if (run.summary) {
    const ranking = rankingMessages[run.summary.ranking];
    return (
      <dl className={styles.numbers}>
        <div>
          <dt>Mean score</dt>
          <dd>
            {formatScore(run.summary.meanScore)}
            <small>{formatInterval(run.summary.interval)}</small>
          </dd>
        </div>
        <div>
          <dt>Ranking</dt>
          <dd className={styles[ranking.tone]}>
            {ranking.label}
            <small>reliability {formatCoefficient(run.summary.spearmanBrown)}</small>
          </dd>
        </div>
      </dl>
    );
  }
  if (run.status === 'RUNNING' || run.status === 'QUEUED')
    return <ProgressBar progress={run.progress} label={`Progress of ${run.name}`} />;
  return (
    <p className={styles.note}>{run.error ?? 'No scores: the run was stopped before it published any.'}</p>
  );
}
