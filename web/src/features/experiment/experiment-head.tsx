import Link from 'next/link';
import { experimentCards, experimentFormats, type ExperimentKind } from '@engram/core';
import { experimentsAddress } from '../../address/experiments-state.ts';
import { shortRunId } from '../../address/run-address.ts';
import { ownAddress } from '../../base-path.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { formatMoment } from '../../format.ts';
import { CiteButton } from '../snapshot/cite-button.tsx';
import type { WholeExperiment } from '../experiments/found/experiments-document.ts';
import runStyles from '../run/run-page.module.css';
import styles from './experiment.module.css';

/** The title of an experiment, what it asks, and the ways out. */
export function ExperimentHead({ experiment }: { experiment: WholeExperiment }) {
  const { id, kind, name, status, createdAt, finishedAt, runs, datasets } = experiment;
  const { name: kindName, question, protocol } = experimentCards[kind as ExperimentKind];
  const isDone = status === 'SUCCEEDED';
  return (
    <header className={styles.head}>
      <nav aria-label="Breadcrumb">
        <Link href={experimentsAddress(datasets[0]?.slug ?? null)} className={runStyles.crumb}>
          Experiments
        </Link>
      </nav>
      <h1>{name}</h1>
      <p className={styles.line}>
        <StatusBadge status={status} />
        <span>{kindName}</span>
        <span>
          {finishedAt ? 'Ended' : 'Asked for'}{' '}
          <time dateTime={finishedAt ?? createdAt}>{formatMoment(finishedAt ?? createdAt)}</time>
        </span>
      </p>
      <p className={styles.question}>
        {question} {protocol}
      </p>
      {isDone ? (
        <div className={styles.ways}>
          {runs.length > 0 ? (
            <CiteButton runs={runs.map((run) => run.id)} experiments={[id]} title={name} />
          ) : null}
          {experimentFormats.map((format) => (
            <a
              key={format}
              href={ownAddress(`/api/export/experiments/${shortRunId(id)}.${format}`)}
              aria-label={`Download claims and measurements as ${format.toUpperCase()}`}
              download
            >
              {format.toUpperCase()}
            </a>
          ))}
        </div>
      ) : null}
    </header>
  );
}
