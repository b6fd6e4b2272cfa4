import { defaultCompared, mostCompared, type CompareState } from '../../address/compare-state.ts';
import { shortRunId } from '../../address/run-address.ts';
import type { ComparableRun } from './compare-documents.ts';

export interface Choice {
  /** The dataset compared on; null when there is no finished run. */
  dataset: ComparableRun['dataset'] | null;
  /** Finished runs of the dataset, newest first. */
  offered: ComparableRun[];
  /** Those compared, in the order of the matrix. */
  chosen: ComparableRun[];
}

/** Which runs the matrix compares: those named, as far as they exist, or else the newest of the dataset. */
export function chooseRuns(runs: readonly ComparableRun[], state: CompareState): Choice {
  const dataset = state.dataset
    ? runs.find((run) => run.dataset.slug === state.dataset)?.dataset
    : (runs.find((run) => state.runs.includes(shortRunId(run.id))) ?? runs[0])?.dataset;
  const offered = runs.filter((run) => run.dataset.slug === dataset?.slug);
  const named = state.runs.flatMap((id) => offered.find((run) => shortRunId(run.id) === id) ?? []);
  return {
    dataset: dataset ?? null,
    offered,
    chosen: named.length > 0 ? named.slice(0, mostCompared) : offered.slice(0, defaultCompared),
  };
}

/** Names of the chosen runs, each told apart: runs of one name get their number. */
export function namesOf(runs: readonly ComparableRun[]): string[] {
  return runs.map((run, at) => {
    const sharers = runs.filter((other) => other.name === run.name);
    return sharers.length === 1 ? run.name : `${run.name} (${at + 1})`;
  });
}
