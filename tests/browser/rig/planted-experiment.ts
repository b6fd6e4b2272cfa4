import type { ExperimentResult, SeriesPoint } from '@engram/core';
import type { ExperimentRow, RunRow, Store } from '@engram/store';
import { createExperiment, publishExperiment } from '../../factories/experiment.ts';

const removed = { label: 'datapoints removed', unit: null, categories: null };
const accuracy = { label: 'accuracy', unit: null, categories: null };

/** A curve over what was removed. @param half of its interval; none where null */
const curve = (key: string, values: readonly number[], half: number | null, n: number | null = null) => ({
  ...{ key: `accuracy.${key}`, name: key, x: removed, y: accuracy },
  points: values.map((y, at): SeriesPoint => ({
    ...{ x: 50 * at, y, n },
    ...(half === null ? { low: null, high: null } : { low: y - half, high: y + half }),
  })),
});

/** A series over categories, one over numbers, both beside what bounds them, and a claim with each verdict. */
export const plantedResult: ExperimentResult = {
  series: [
    ...(['found', 'ceiling'] as const).map((which) => ({
      ...{ key: `spearman.${which}`, name: which },
      x: { label: 'methods', unit: null, categories: ['simclr, other seeds', 'simclr and vicreg'] },
      y: { label: 'Spearman correlation', unit: null, categories: null },
      points: [
        { x: 0, y: 0.5, low: 0.4, high: 0.6, n: 1000 },
        { x: 1, y: 0.3, low: 0.1, high: 0.5, n: 1000 },
      ],
    })),
    curve('without the most memorized', [0.9, 0.85, 0.7], 0.02, 15),
    curve('without random ones', [0.9, 0.88, 0.84], 0.03, 15),
    curve('ceiling', [0.95, 0.95, 0.95], null),
    curve('chance', [0.1, 0.1, 0.1], null),
  ],
  statements: [
    {
      ...{ claim: 'The methods agree more than chance.', estimate: 0.3, low: 0.1, high: 0.5 },
      ...{ confidence: 0.95, verdict: 'HOLDS', reason: null, source: 'arXiv 2401.12233' },
    },
    {
      ...{ claim: 'Random ones cost more.', estimate: -0.14, low: -0.18, high: -0.1 },
      ...{ confidence: 0.95, verdict: 'DOES_NOT_HOLD', reason: null, source: null },
    },
    {
      ...{ claim: 'The least memorized cost more.', estimate: 0.02, low: -0.03, high: 0.07 },
      ...{
        confidence: 0.95,
        verdict: 'CANNOT_BE_TOLD',
        reason: 'A claim takes three repetitions.',
        source: null,
      },
    },
    {
      ...{ claim: 'The bound says something.', estimate: null, low: null, high: null },
      ...{ confidence: null, verdict: 'NOT_APPLICABLE', reason: 'It is vacuous here.', source: null },
    },
  ],
};

/** An experiment on a dataset that found `plantedResult`, and one that waits. @param runs on which they rest @returns the first */
export async function plantExperiments(store: Store, runs: readonly RunRow[]): Promise<ExperimentRow> {
  const named = Object.fromEntries(runs.map(({ name, id }) => [name, id]));
  await createExperiment(store, 'Agreement, waiting', named);
  const found = await createExperiment(store, 'Agreement, found', named);
  await publishExperiment(store, found, plantedResult);
  return found;
}
