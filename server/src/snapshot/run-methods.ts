import {
  methodsParagraph,
  methodsText,
  owedReferences,
  type MethodsPart,
  type Reference,
} from '@engram/core';
import type { DatasetRow, RunRow } from '@engram/store';

/** A methods paragraph, and the runs that were made so. */
export interface RunMethods {
  runs: RunRow[];
  parts: MethodsPart[];
}

/** How runs were made, a paragraph for those that were made alike, in the order of the runs. */
export function methodsOfRuns(runs: readonly RunRow[], datasets: readonly DatasetRow[]): RunMethods[] {
  const names = new Map(datasets.map(({ id, name }) => [id, name]));
  const alike = new Map<string, RunMethods>();
  for (const run of runs) {
    const parts = methodsParagraph({ ...run, dataset: names.get(run.datasetId)! });
    const text = methodsText(parts);
    const found = alike.get(text);
    if (found) found.runs.push(run);
    else alike.set(text, { runs: [run], parts });
  }
  return [...alike.values()];
}

/** The papers that a text owes which uses any of the runs, each once. */
export const papersOfRuns = (runs: readonly RunRow[]): Reference[] => [
  ...new Set(runs.flatMap(({ config }) => owedReferences(config))),
];
