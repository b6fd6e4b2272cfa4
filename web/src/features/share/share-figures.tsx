'use client';

import Link from 'next/link';
import { shortRunId } from '../../address/run-address.ts';
import { snapshotAddress } from '../../address/snapshot-address.ts';
import { ownAddress } from '../../base-path.ts';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import { FiguresDocument, SnapshotsOfRunDocument } from '../snapshot/snapshot-documents.ts';
import { CopyText } from './copy-text.tsx';
import styles from './share.module.css';

const formats = ['svg', 'pdf', 'csv'];

/** The figures and the citation of what a page shows, where a snapshot holds its runs. */
export function ShareFigures({ runs }: { runs: readonly string[] }) {
  const { data } = usePartQuery(SnapshotsOfRunDocument, { run: runs[0]! });
  const [newest] = data?.run?.removal.snapshots ?? [];
  return (
    <div className={styles.way}>
      <div className={styles.head}>
        <h3>As a figure, with its citation</h3>
      </div>
      {newest === undefined ? (
        <p>“Cite these results” on this page publishes them as a snapshot, which has figures for papers.</p>
      ) : (
        <FiguresOf hash={newest} runs={runs} />
      )}
    </div>
  );
}

/** Of the newest snapshot that holds the first of the runs. */
function FiguresOf({ hash, runs }: { hash: string; runs: readonly string[] }) {
  const { data } = usePartQuery(FiguresDocument, { hash });
  const snapshot = data?.snapshot;
  if (!snapshot) return <p role="status">Loading the figures …</p>;
  const held = new Set(snapshot.runs.map(({ id }) => shortRunId(id)));
  const lacks = runs.filter((run) => !held.has(shortRunId(run))).length;
  return (
    <>
      <p>
        Of the snapshot <Link href={snapshotAddress(hash)}>{snapshot.title}</Link>, as in a column of a paper
        {lacks > 0 ? `; it lacks ${lacks} of the ${runs.length} runs of this page` : ''}.
      </p>
      <ul className={styles.figures} aria-label="Figures">
        {snapshot.figures.map(({ name, title }) => (
          <li key={name}>
            <span>{title}</span>
            <div>
              {formats.map((format) => (
                <a
                  key={format}
                  href={ownAddress(`/api/figures/${hash}/${name}.${format}`)}
                  aria-label={`${title} as ${format}`}
                  download={`engram-${hash.slice(0, 12)}-${name}.${format}`}
                >
                  {format}
                </a>
              ))}
            </div>
          </li>
        ))}
      </ul>
      <CopyText title="As BibTeX" hint="Names the snapshot by its hash." text={snapshot.bibtex} />
    </>
  );
}
