'use client';

import { shortRunId } from '../../address/run-address.ts';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import { HeldRunsDocument } from './snapshot-documents.ts';
import styles from './snapshot.module.css';

interface Props {
  hash: string;
  /** Nothing is shown unless the snapshot holds all of these. */
  runs: readonly string[];
  /** Nor unless it holds all of these. */
  experiments: readonly string[];
  choose: (hash: string) => void;
}

/** A snapshot that can be cited as it is. */
export function KnownSnapshot({ hash, runs, experiments, choose }: Props) {
  const { data } = usePartQuery(HeldRunsDocument, { hash });
  const snapshot = data?.snapshot;
  if (!snapshot) return null;
  const held = new Set(snapshot.runs.map(({ id }) => shortRunId(id)));
  if (!runs.every((run) => held.has(shortRunId(run)))) return null;
  const heldExperiments = new Set(snapshot.experiments.map(({ id }) => id));
  if (!experiments.every((experiment) => heldExperiments.has(experiment))) return null;
  const more = held.size - new Set(runs.map(shortRunId)).size;
  return (
    <li>
      <span>
        {snapshot.title} <code>{hash.slice(0, 12)}</code>
        {more > 0 ? (
          <small>
            {' '}
            and {more} more {more === 1 ? 'run' : 'runs'}
          </small>
        ) : null}
      </span>
      <button
        type="button"
        className={styles.button}
        aria-label={`Cite the snapshot ${snapshot.title}`}
        onClick={() => choose(hash)}
      >
        Cite it
      </button>
    </li>
  );
}
