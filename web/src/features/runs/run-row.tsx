import type { RunLabel } from '@engram/core';
import Link from 'next/link';
import { LinkPending } from '../../components/header/link-pending.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import table from '../../components/table.module.css';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { formatCoefficient, formatInterval, formatMoment, formatScore, joinFacts } from '../../format.ts';
import { runAddress } from '../../address/run-address.ts';
import { runEffect } from '../../messages/effect-message.ts';
import { rankingMessages } from '../../messages/ranking-messages.ts';
import { encoderAmount } from '../../messages/encoder-messages.ts';
import type { ListedRun } from './run-list-document.ts';
import { Sparkline } from './sparkline.tsx';
import styles from './run-list.module.css';

interface Props {
  run: ListedRun;
  label: RunLabel;
  /** Label of the older run with the same configuration and seed. */
  repeated: string | null;
  isChosen: boolean;
  choose: () => void;
}

/** One run of the list: what it is, where it stands, its most memorized datapoints, and its result with its reliability. */
export function RunRow({ run, label, repeated, isChosen, choose }: Props) {
  return (
    <tr className={isChosen ? styles.ticked : undefined}>
      <td className={styles.tick}>
        <label>
          <input type="checkbox" aria-label={`Tick ${label.text}`} checked={isChosen} onChange={choose} />
        </label>
      </td>
      <th scope="row">
        <Link href={runAddress(run.id)} className={styles.name}>
          {run.name}
          {label.differs.length > 0 ? (
            <span className={styles.differs}> · {label.differs.join(' · ')}</span>
          ) : null}
          <LinkPending />
        </Link>
        <small>
          {joinFacts(run.dataset.name, run.method.name, run.estimator, encoderAmount(run.encoderCount))}
        </small>
        {run.tags.length > 0 || run.archivedAt !== null ? (
          <small className={styles.tags}>
            {run.archivedAt === null ? null : <span className={styles.archived}>archived</span>}
            {run.tags.map((tag) => (
              <span key={tag}>{tag}</span>
            ))}
          </small>
        ) : null}
        {repeated ? <small>Same configuration and seed as {repeated}</small> : null}
      </th>
      <td className={styles.examples}>
        <span className={styles.images}>
          {run.mostMemorized.map(({ id, datapoint }) => (
            <Thumbnail
              key={id}
              imageUrl={datapoint.imageUrl}
              index={datapoint.index}
              alt={`Datapoint ${datapoint.index}`}
              size={36}
            />
          ))}
        </span>
      </td>
      <td className={table.wide}>{run.scoreHistogram ? <Sparkline {...run.scoreHistogram} /> : null}</td>
      <Result run={run} label={label.text} />
      <td className={`${table.wide} ${styles.when}`}>
        <StatusBadge status={run.status} />
        <time dateTime={run.createdAt}>{formatMoment(run.createdAt)}</time>
      </td>
    </tr>
  );
}

/** The cells of mean and ranking, or in their place what keeps the run from having them. */
function Result({ run, label }: { run: ListedRun; label: string }) {
  if (run.summary) {
    const ranking = rankingMessages[run.summary.ranking];
    const effect = runEffect(run);
    return (
      <>
        <td className={`${table.number} ${styles.mean}`}>
          <strong>{formatScore(run.summary.meanScore)}</strong>
          <small>{formatInterval(run.summary.interval)}</small>
          {effect ? <small className={styles.effect}>{effect}</small> : null}
        </td>
        <td className={styles[ranking.tone]}>
          {ranking.label}
          <small>reliability {formatCoefficient(run.summary.spearmanBrown)}</small>
        </td>
      </>
    );
  }
  return (
    <td colSpan={2} className={styles.result}>
      {run.status === 'RUNNING' || run.status === 'QUEUED' ? (
        <ProgressBar progress={run.progress} label={`Progress of ${label}`} />
      ) : (
        <p className={styles.note}>
          {run.error ?? 'No scores: the run was stopped before it published any.'}
        </p>
      )}
    </td>
  );
}
