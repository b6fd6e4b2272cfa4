import { randomUUID } from 'node:crypto';
import { experimentConfigOf, type ExperimentResult } from '@engram/core';
import { configHash, experiments, type ExperimentRow, type Store } from '@engram/store';

/** An experiment that waits, on `runs` if there are any: their ids, by the names that they have in it. */
export async function createExperiment(
  store: Store,
  name: string,
  runs: Readonly<Record<string, string>> = {},
  { started = false, resumed = false } = {},
): Promise<ExperimentRow> {
  const config = experimentConfigOf('agreement', {}, { small: true });
  const experiment = await experiments.create(store, {
    ...{ id: randomUUID(), name, config, configHash: configHash(config), codeVersion: 'test' },
  });
  for (const [run, runId] of Object.entries(runs))
    await experiments.addRun(store, { experimentId: experiment.id, name: run, runId, started, resumed });
  return experiment;
}

/** Lets a waiting experiment succeed. */
export async function publishExperiment(
  store: Store,
  { id }: ExperimentRow,
  result: ExperimentResult,
): Promise<{ published: boolean }> {
  await experiments.transition(store, id, 'RUNNING');
  return experiments.publish(store, id, result);
}
