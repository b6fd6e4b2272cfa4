import { runLabels, type RunLabel } from '@engram/core';

/** What a page asks of each run that it lists. */
export interface NamedRun {
  id: string;
  name: string;
  /** JSON. */
  config: string;
  configHash: string;
  createdAt: string;
}

/** Labels by which listed runs can be told apart, in their order. */
export const labelsOf = (runs: readonly NamedRun[]): RunLabel[] =>
  runLabels(runs.map((run) => ({ ...run, config: readObject(run.config) })));

/** The texts of the labels by the ids of the runs. */
export const labelTexts = (runs: readonly NamedRun[]): ReadonlyMap<string, string> =>
  new Map(labelsOf(runs).map(({ text }, at) => [runs[at]!.id, text]));

/** Runs with their labels in place of their names, for what writes a name. */
export const withLabels = <Run extends NamedRun>(runs: readonly Run[]): Run[] =>
  labelsOf(runs).map(({ text }, at) => ({ ...runs[at]!, name: text }));

function readObject(json: string): object {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
