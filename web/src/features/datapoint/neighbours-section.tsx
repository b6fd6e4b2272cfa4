'use client';

import Link from 'next/link';
import { Trouble } from '../../components/callout/trouble.tsx';
import page from '../../components/page.module.css';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { datapointAddress } from '../../address/datapoint-address.ts';
import { formatScore, joinFacts } from '../../format.ts';
import { labelsOf } from '../../messages/run-labels.ts';
import { isUnavailable } from '../../graphql/api-error.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { shortRunId } from '../../address/run-address.ts';
import {
  DatapointNeighboursDocument,
  neighboursShown,
  type DatapointData,
  type DatapointScore,
} from './datapoint-documents.ts';
import styles from './neighbours-section.module.css';

/** Runs whose spaces are shown: the chosen one, then the newest. */
const runsShown = 6;

/** Characters shown of a text. */
const excerptShown = 160;

interface Props {
  datapoint: DatapointData;
  chosen: DatapointScore;
}

/** What lies near the datapoint, in the space of each run. */
export function NeighboursSection({ datapoint, chosen }: Props) {
  const others = datapoint.scores.filter((score) => score !== chosen).toReversed();
  const shown = [chosen, ...others].slice(0, runsShown);
  const labels = labelsOf(shown.map(({ run }) => run)).map(({ text }) => text);
  return (
    <section className={styles.section} aria-labelledby="near">
      <h2 id="near">Nearest neighbours</h2>
      <p className={styles.text}>
        The datapoints as they are, not augmented, under the first encoder of each run: the nearest first,
        with the distance and its score in that run. A datapoint without near neighbours is atypical for that
        encoder.
      </p>
      <div className={styles.rows}>
        {shown.map(({ run }, at) => (
          <Row key={run.id} datapoint={datapoint} run={run} label={labels[at]!} />
        ))}
      </div>
    </section>
  );
}

interface RowProps {
  datapoint: DatapointData;
  run: DatapointScore['run'];
  /** Tells the run from others of its name. */
  label: string;
}

function Row({ datapoint, run, label }: RowProps) {
  const { dataset, index } = datapoint;
  const { data, error } = useLiveQuery(DatapointNeighboursDocument, {
    dataset: dataset.slug,
    index,
    run: shortRunId(run.id),
    first: neighboursShown,
  });
  const found = data?.datapoint?.neighbours;
  return (
    <section className={`${page.card} ${styles.row}`} aria-label={`Nearest in ${label}`}>
      <h3>
        {label} <small>{joinFacts(run.method.name, run.estimator)}</small>
      </h3>
      <Trouble error={error} hasData={Boolean(found)} />
      {found?.length === 0 ? (
        <p className={styles.none}>
          No neighbours are stored for this run: it was imported, made by an older version, or its
          representation of this datapoint cannot be compared.
        </p>
      ) : found ? (
        <ol className={found[0]!.datapoint.text === null ? styles.list : styles.texts}>
          {found.map(({ distance, datapoint: near }) => (
            <li key={near.id}>
              <Link href={datapointAddress(dataset.slug, near.index, run.id)} prefetch={false}>
                {near.text === null ? (
                  <Thumbnail imageUrl={near.imageUrl} index={near.index} alt="" size={64} />
                ) : (
                  <span className={styles.excerpt}>{near.text.slice(0, excerptShown)}</span>
                )}
                <span className={styles.name}>
                  <b>
                    <span className="visually-hidden">Datapoint </span>
                    {near.index}
                  </b>
                  <span>{near.class ? `class ${near.class.name}` : 'unknown class'}</span>
                </span>
                <span className={styles.distance}>
                  <span className="visually-hidden">, at a distance of </span>
                  {formatScore(distance)}
                </span>
                <span className={styles.score}>
                  <span className="visually-hidden">, with a score of </span>m{' '}
                  {formatScore(near.scores[0]?.value)}
                </span>
              </Link>
            </li>
          ))}
        </ol>
      ) : error && !isUnavailable(error) ? null : (
        <div className={styles.space} aria-busy="true" />
      )}
    </section>
  );
}
