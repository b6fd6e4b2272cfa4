import { randomUUID } from 'node:crypto';
import { experimentConfigOf } from '@engram/core';
import { configHash, experiments, type RunRow, type Store } from '@engram/store';

/** An experiment on a dataset that found two series and a statement, and one that waits. @param runs on which they rest */
export async function plantExperiments(store: Store, runs: readonly RunRow[]): Promise<void> {
  const config = experimentConfigOf('agreement', {}, { small: true });
  const create = (name: string) =>
    experiments.create(store, { id: randomUUID(), name, config, configHash: configHash(config), codeVersion: 'test' }); // prettier-ignore
  for (const name of ['found', 'waiting']) {
    const { id } = await create(`Agreement, ${name}`);
    for (const run of runs)
      await experiments.addRun(store, { experimentId: id, name: run.name, runId: run.id, started: false });
    if (name === 'waiting') continue;
    await experiments.transition(store, id, 'RUNNING');
    await experiments.publish(store, id, {
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
  }
}
