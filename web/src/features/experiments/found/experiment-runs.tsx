import Link from 'next/link';
import { exploreStateToSearch, initialExploreState } from '../../../address/explore-state.ts';
import { exploreAddress, runAddress } from '../../../address/run-address.ts';
import { formatAmount, formatScore, joinFacts } from '../../../format.ts';
import { runEffect } from '../../../messages/effect-message.ts';
import styles from '../experiments.module.css';
import type { FoundExperiment } from './experiments-document.ts';

/** What an experiment rests on: its runs; of one that asks how well classes lie apart, also where their representations are drawn. */
export function ExperimentRuns({ experiment: { kind, name, runs } }: { experiment: FoundExperiment }) {
  if (runs.length === 0) return null;
  // Runs that it asked for are named after it.
  const labelOf = (run: string): string => (run.startsWith(`${name}: `) ? run.slice(name.length + 2) : run);
  return (
    <>
      {kind === 'separability' ? (
        <p className={styles.maps}>
          Maps of the representations of each run, on a plane:{' '}
          {runs.map((run, at) => (
            <span key={run.id}>
              {at > 0 ? ', ' : ''}
              <Link href={exploreAddress(run.id) + exploreStateToSearch(withMap)}>{labelOf(run.name)}</Link>
            </span>
          ))}
          . They show the datapoints of the run, while its probes answer about others that no encoder saw.
        </p>
      ) : null}
      <details className={styles.runs}>
        <summary>It rests on {formatAmount(runs.length, 'run')}</summary>
        <ul>
          {runs.map((run) => (
            <li key={run.id}>
              <Link href={runAddress(run.id)}>{labelOf(run.name)}</Link>
              {run.summary ? <small> {meanOf(run)}</small> : null}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** Its mean score, and how large that is beside the distances of views. */
function meanOf(run: FoundExperiment['runs'][number]): string {
  const effect = runEffect(run);
  return joinFacts(`mean score ${formatScore(run.summary?.meanScore)}`, ...(effect ? [effect] : []));
}

const withMap = { ...initialExploreState, map: true };
