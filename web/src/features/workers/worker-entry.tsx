import Link from 'next/link';
import { runAddress } from '../../address/run-address.ts';
import page from '../../components/page.module.css';
import { formatAmount, formatCount, formatDuration, formatMoment } from '../../format.ts';
import type { ListedWorker } from './workers-document.ts';
import styles from './workers-page.module.css';

/** A worker: where it is, what it computes on, and what it is doing. @param nowMs null before the browser has told the time */
export function WorkerEntry({ worker, nowMs }: { worker: ListedWorker; nowMs: number | null }) {
  const { name, host, address, engine, device, processes, codeVersion, startedAt, seenAt } = worker;
  const shortName = name.replace(/^worker-/, '').slice(0, 8);
  return (
    <li className={page.card}>
      <h2>{host ?? `Worker ${shortName}`}</h2>
      <dl className={styles.facts}>
        <Fact label="Doing">
          <Jobs worker={worker} />
        </Fact>
        <Fact label="Speed">
          {worker.viewsPerSecond === null
            ? 'trains nothing now'
            : `${formatCount(worker.viewsPerSecond)} views/s`}
        </Fact>
        <Fact label="In the last hour">{formatAmount(worker.trainedInHour, 'encoder')} trained</Fact>
        <Fact label="Last sign of life">{ago(seenAt, nowMs)}</Fact>
        <Fact label="Engine">
          {engine}, {formatAmount(processes, 'process', 'processes')}
        </Fact>
        <Fact label="Device">{device}</Fact>
        <Fact label="Labels">{worker.labels.join(', ')}</Fact>
        {host === null ? null : (
          <Fact label="Address">
            {address ?? (seenAt === null ? 'not known' : 'the machine of the database')}
          </Fact>
        )}
        <Fact label="Started">
          <time dateTime={startedAt}>{formatMoment(startedAt)}</time>
        </Fact>
        <Fact label="Program">
          {codeVersion}, as {shortName}
        </Fact>
      </dl>
    </li>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Jobs({ worker: { jobs } }: { worker: ListedWorker }) {
  if (jobs.length === 0) return <>nothing; waits for work</>;
  return (
    <ul>
      {jobs.map(({ run, encoder }, at) => (
        <li key={at}>
          {run ? (
            <Link href={runAddress(run.id)} prefetch={false}>
              {run.name}
            </Link>
          ) : (
            'a run that was deleted'
          )}
          {encoder === null ? ', the run as a whole' : `, encoder ${encoder}`}
        </li>
      ))}
    </ul>
  );
}

function ago(seenAt: string | null, nowMs: number | null): string {
  if (seenAt === null) return 'not known';
  if (nowMs === null) return formatMoment(seenAt);
  return `${formatDuration(nowMs - Date.parse(seenAt))} ago`;
}
