import Link from 'next/link';
import { compareStateToSearch, initialCompareState, maxCompared } from '../../address/compare-state.ts';
import { shortRunId } from '../../address/run-address.ts';
import { formatAmount } from '../../format.ts';
import { useMayAnnotate } from '../notes/annotator.tsx';
import { RunActions } from './run-actions.tsx';
import type { ListedRun } from './run-list-document.ts';
import styles from './run-list.module.css';

interface Props {
  /** Those that are ticked. */
  runs: readonly ListedRun[];
  clear: () => void;
  /** When the list is to be read again. */
  changed: () => void;
}

/** What to do with the runs that are ticked; while none is, what ticking them is for. */
export function CompareBar({ runs, clear, changed }: Props) {
  const mayAnnotate = useMayAnnotate();
  if (runs.length === 0)
    return (
      <p className={styles.hint}>
        Tick runs to compare{mayAnnotate ? ', tag, rename, archive or delete' : ''} them.
      </p>
    );
  const [first] = runs;
  const problem = problemOf(runs);
  const state = {
    ...initialCompareState,
    dataset: first!.dataset.slug,
    runs: runs.map(({ id }) => shortRunId(id)),
  };
  return (
    <div className={styles.chosen} role="group" aria-label="Runs that are ticked">
      <p role="status">{formatAmount(runs.length, 'run')} ticked</p>
      {problem ? (
        <p>{problem}</p>
      ) : (
        <Link href={`/compare${compareStateToSearch(state)}`}>
          Compare {runs.length === 1 ? 'it' : 'them'}
        </Link>
      )}
      <RunActions runs={runs} changed={changed} />
      <button type="button" onClick={clear}>
        Untick all
      </button>
    </div>
  );
}

function problemOf(runs: readonly ListedRun[]): string | null {
  if (runs.some(({ summary }) => !summary)) return 'Only finished runs can be compared.';
  if (new Set(runs.map(({ dataset }) => dataset.slug)).size > 1)
    return 'Runs on different datasets cannot be compared.';
  if (runs.length === 1) return 'Tick another run to compare the two.';
  return runs.length > maxCompared ? `At most ${maxCompared} runs can be compared.` : null;
}
