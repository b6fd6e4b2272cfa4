'use client';

import { experimentFormats } from '@engram/core';
import { shortRunId } from '../../address/run-address.ts';
import { ownAddress } from '../../base-path.ts';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import { ExperimentStatusDocument } from './experiment-status-document.ts';
import { ShareFigures } from './share-figures.tsx';
import styles from './share.module.css';

/** What an experiment found, as figures and as files, once it has found something. @param experiment UUID, or its beginning */
export function ShareExperiment({ experiment }: { experiment: string }) {
  const { data } = usePartQuery(ExperimentStatusDocument, { id: experiment });
  const found = data?.experiment;
  if (found?.status !== 'SUCCEEDED') return null;
  const id = shortRunId(found.id);
  return (
    <>
      {found.runs.length > 0 ? <ShareFigures runs={found.runs.map((run) => run.id)} /> : null}
      <div className={styles.way}>
        <div className={styles.head}>
          <h3>As a file</h3>
        </div>
        <ul className={styles.figures} aria-label="Files">
          <li>
            <span>All claims and measurements.</span>
            {experimentFormats.map((format) => (
              <a
                key={format}
                href={ownAddress(`/api/export/experiments/${id}.${format}`)}
                aria-label={`All claims and measurements as ${format}`}
                download
              >
                {format}
              </a>
            ))}
          </li>
        </ul>
      </div>
    </>
  );
}
