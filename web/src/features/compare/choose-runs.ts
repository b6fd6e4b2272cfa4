import { defaultCompared, maxCompared, type CompareState } from '../../address/compare-state.ts';
import { labelsOf } from '../../messages/run-labels.ts';
import { shortRunId } from '../../address/run-address.ts';
import type { ComparableRun } from './compare-documents.ts';

/** A run on offer; its name tells it apart. */
export interface OfferedRun extends ComparableRun {
  /** As its owner called it. */
  ownName: string;
  /** The parts of its name behind that. */
  differs: readonly string[];
}

export interface Choice {
  /** The dataset compared on; null when there is no finished run. */
  dataset: ComparableRun['dataset'] | null;
  /** Finished runs of the dataset, newest first. */
  offered: OfferedRun[];
  /** Those compared, in the order of the matrix. */
  chosen: OfferedRun[];
}

/** Which runs the matrix compares: those named, as far as they exist, or else the most reliable of the newest dataset with two. */
export function chooseRuns(runs: readonly ComparableRun[], state: CompareState): Choice {
  const dataset = state.dataset
    ? runs.find((run) => run.dataset.slug === state.dataset)?.dataset
    : (runs.find((run) => state.runs.includes(shortRunId(run.id))) ?? newestOfTwo(runs))?.dataset;
  const ofDataset = runs.filter((run) => run.dataset.slug === dataset?.slug);
  const offered = labelsOf(ofDataset).map(({ text, differs }, at) => {
    const run = ofDataset[at]!;
    return { ...run, name: text, ownName: run.name, differs };
  });
  const named = state.runs.flatMap((id) => offered.find((run) => shortRunId(run.id) === id) ?? []);
  return {
    dataset: dataset ?? null,
    offered,
    chosen: named.length > 0 ? named.slice(0, maxCompared) : mostReliable(offered).slice(0, defaultCompared),
  };
}

/** Those without a reliability last; among equals the newest first. */
const mostReliable = (runs: readonly OfferedRun[]): OfferedRun[] => {
  const of = ({ summary }: ComparableRun): number => summary?.spearmanBrown ?? -Infinity;
  return runs.toSorted((a, b) => (of(a) === of(b) ? 0 : of(b) - of(a)));
};

/** The newest run whose dataset has another to compare it with, or else the newest. */
const newestOfTwo = (runs: readonly ComparableRun[]): ComparableRun | undefined =>
  runs.find((run) => runs.filter(({ dataset }) => dataset.slug === run.dataset.slug).length > 1) ?? runs[0];

/** Names of the chosen runs, each told apart. */
export const namesOf = (runs: readonly ComparableRun[]): string[] => labelsOf(runs).map(({ text }) => text);
