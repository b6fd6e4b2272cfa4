/** What an experiment asks of the encoders of its published runs, one by one. */
import { runConfigSchema, invariant } from '@engram/core';
import { datasets, encoders, experiments, type RunRow } from '@engram/store';
import type { NamedRun } from '../experiments/experiment.ts';
import type { Examination } from '../pipeline/examinations/examination.ts';
import { signalOfStep } from './train-workflow.ts';
import { workerContext } from './worker-context.ts';

/**
 * The answers of all encoders of a run, [t]; empty where nothing is asked of it.
 * @throws DomainError of the first that failed; CANCELLED when the experiment is
 */
export async function examineRun(
  experimentId: string,
  { name, examination }: NamedRun,
  run: RunRow,
): Promise<Examination[]> {
  if (!examination) return [];
  const { store, trainers } = workerContext();
  const [dataset] = await datasets.findByIds(store, [run.datasetId]);
  invariant(dataset, `a run on the dataset ${run.datasetId}, which does not exist`);
  const trained = await encoders.list(store, run.id);
  const config = runConfigSchema.parse(run.config);
  const signal = signalOfStep();
  let done = 0;
  const report = (): Promise<void> =>
    experiments.reportProgress(store, experimentId, {
      ...{ phase: 'conclude', fraction: 0, etaSeconds: null },
      message: `examining ${name}: ${done} of ${trained.length} encoders`,
    });
  await report();
  return Promise.all(
    trained.map(async ({ index, checkpointHash, engine }) => {
      invariant(checkpointHash, `encoder ${index} of the run ${run.id} has no checkpoint`);
      const found = await trainers.run<'examine'>(
        {
          ...{ kind: 'examine', config, datasetHash: dataset.contentHash, encoder: index },
          ...{ checkpointHash, engine, request: examination },
        },
        { signal, onProgress() {} },
      );
      done++;
      await report();
      return found;
    }),
  );
}
