import type { ExperimentRow, RunRow, Store } from '@engram/store';
import { createExperiment, publishExperiment } from '../../factories/experiment.ts';

/** An experiment on a dataset that found two series and a statement, and one that waits. @param runs on which they rest @returns the first */
export async function plantExperiments(store: Store, runs: readonly RunRow[]): Promise<ExperimentRow> {
  const named = Object.fromEntries(runs.map(({ name, id }) => [name, id]));
  await createExperiment(store, 'Agreement, waiting', named);
  const found = await createExperiment(store, 'Agreement, found', named);
  await publishExperiment(store, found, {
    series: (['found', 'ceiling'] as const).map((which) => ({
      ...{ key: `spearman.${which}`, name: which },
      x: { label: 'methods', unit: null, categories: ['simclr, other seeds', 'simclr and vicreg'] },
      y: { label: 'Spearman correlation', unit: null, categories: null },
      points: [
        { x: 0, y: 0.5, low: 0.4, high: 0.6, n: 1000 },
        { x: 1, y: 0.3, low: 0.1, high: 0.5, n: 1000 },
      ],
    })),
    statements: [
      {
        ...{ claim: 'The methods agree more than chance.', estimate: 0.3, low: 0.1, high: 0.5 },
        ...{ confidence: 0.95, verdict: 'HOLDS', reason: null, source: 'arXiv 2401.12233' },
      },
    ],
  });
  return found;
}
