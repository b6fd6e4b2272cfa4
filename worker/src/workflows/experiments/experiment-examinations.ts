/** What an experiment asks of the encoders of its published runs, one by one. */
import { ensembleConfigOf, invariant, runConfigSchema, type RunConfig } from '@engram/core';
import { datasets, encoders, type RunRow } from '@engram/store';
import type { NamedRun } from '../../experiments/experiment.ts';
import type { Examination, ExaminationRequest } from '../../pipeline/examinations/examination.ts';
import { reportExamined, type WorkPace } from '../progress/experiment-progress.ts';
import { allOrNone } from '../all-or-none.ts';
import { runTask } from '../run-task.ts';
import { saveTraining, signalOfStep } from '../train-workflow.ts';
import { workerContext } from '../worker-context.ts';

export interface ExaminationProgress {
  /** Encoders of all runs that are asked, and of those before this one. */
  total: number;
  before: number;
  pace: WorkPace;
}

/**
 * The answers of all encoders of a run, [t]; empty where nothing is asked of it.
 * @throws DomainError of the first that failed; CANCELLED when the experiment is
 */
export async function examineRun(
  experimentId: string,
  { name, examination }: NamedRun,
  run: RunRow,
  progress: ExaminationProgress,
): Promise<Examination[]> {
  if (!examination) return [];
  const { store, trainers } = workerContext();
  const [dataset] = await datasets.findByIds(store, [run.datasetId]);
  invariant(dataset, `a run on the dataset ${run.datasetId}, which does not exist`);
  const elsewhere = await elsewhereOf(examination);
  const trained = await encoders.list(store, run.id);
  const config = runConfigSchema.parse(run.config);
  let done = 0;
  const report = (): Promise<void> =>
    reportExamined(store, experimentId, {
      ...{ ...progress, name, done: progress.before + done, processes: trainers.size },
    });
  await report();
  return allOrNone(
    signalOfStep(),
    trained.map(({ index, checkpointHash, engine }) => async (signal: AbortSignal) => {
      const task = { config, datasetHash: dataset.contentHash, encoder: index };
      const found = await runTask<'examine'>(
        {
          ...{ kind: 'examine', ...task, engine, request: examination, ...(elsewhere && { elsewhere }) },
          checkpointHash: checkpointHash ?? (await trainAgain(run, task, signal)),
        },
        { signal, onProgress() {} },
      );
      done++;
      await report();
      return found;
    }),
  );
}

/** An encoder whose checkpoint was freed is trained again, as it is for a run that measures it. @returns the hash of its checkpoint */
async function trainAgain(
  { ensembleId }: RunRow,
  { config, ...task }: { config: RunConfig; datasetHash: string; encoder: number },
  signal: AbortSignal,
): Promise<string> {
  const { log } = workerContext();
  log('trains an encoder again', { ensemble: ensembleId, encoder: task.encoder });
  const result = await runTask<'train'>(
    { kind: 'train', config: ensembleConfigOf(config), ...task },
    { signal, onProgress() {} },
  );
  await saveTraining(ensembleId, task.encoder, result);
  return result.checkpointHash;
}

/** The other dataset that probes are asked about. @throws DomainError NOT_FOUND where it is not imported */
async function elsewhereOf(
  request: ExaminationRequest,
): Promise<{ slug: string; contentHash: string } | undefined> {
  if (request.key !== 'probes' || request.dataset === undefined) return undefined;
  const { slug, contentHash } = await datasets.existing(workerContext().store, request.dataset);
  return { slug, contentHash };
}
