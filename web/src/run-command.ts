import { isImported } from '@engram/core';

/** The dataset that comes with the packages, and its presets. */
const presets = { dataset: 'mnist', first: 'mnist-quick', second: 'mnist-vicreg' } as const;

/**
 * A command that makes a run on a dataset: a preset where there is one, else a configuration of the reader's own. null for datasets
 * of representations, on which no encoder can be trained.
 * @param estimators of the runs that the dataset has
 */
export function runCommand(
  dataset: string | null | undefined,
  estimators: readonly string[] = [],
): string | null {
  const preset = estimators.length === 0 ? presets.first : presets.second;
  if (!dataset || dataset === presets.dataset) return `npx engram run ${preset}`;
  if (estimators.some(isImported)) return null;
  return 'npx engram run FILE.json';
}
