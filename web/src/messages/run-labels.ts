import { runLabels, type RunLabel } from '@engram/core';
import { shortRunId } from '../address/run-address.ts';
import type { FragmentOf } from '../graphql/graphql.ts';
import type { NamedRunParts } from '../graphql/run-fragments.ts';

/** What a page asks of each run that it lists. */
export type NamedRun = FragmentOf<typeof NamedRunParts>;

/** Labels by which listed runs can be told apart, in their order; an id in one is the beginning of the UUID, as addresses take it. */
export function labelsOf(runs: readonly NamedRun[]): RunLabel[] {
  const idOf = new Map(runs.map(({ id }) => [shortRunId(id), id]));
  const labels = runLabels(
    runs.map((run) => ({ ...run, id: shortRunId(run.id), config: readObject(run.config) })),
  );
  return labels.map((label) => ({ ...label, repeats: label.repeats && (idOf.get(label.repeats) ?? null) }));
}

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
