import { DomainError } from '@engram/core';
import { artifacts, checkpointArtifact } from '@engram/store';
import type { TaskProgress, TaskResults, TrainerTask } from '../trainer/protocol.ts';
import { withRetries } from './retries.ts';
import { workerContext } from './worker-context.ts';

/**
 * Carries out a task on a trainer. Trainers read and write the files of this machine alone: what the task needs is brought before, and
 * what it made is kept for other machines before anybody hears of it.
 * @throws DomainError as `TrainerPool.run`, or of the store
 */
export async function runTask<K extends TrainerTask['kind']>(
  task: Extract<TrainerTask, { kind: K }>,
  o: { signal: AbortSignal; onProgress(progress: TaskProgress): void },
): Promise<TaskResults[K]> {
  const { store, home, trainers, pace } = workerContext();
  await withRetries('artifacts', () => bringFor(task));
  const count = pace.counter();
  const observed = {
    signal: o.signal,
    onProgress(progress: TaskProgress): void {
      if (progress.views !== undefined) count(progress.views);
      o.onProgress(progress);
    },
  };
  const result = await trainers.run<K>(task, observed).catch(async (error: unknown) => {
    if (!isDamagedDataset(error)) throw error;
    const isMended = await withRetries('artifacts', () => mendDatasets(task));
    if (!isMended) throw error;
    return trainers.run<K>(task, observed);
  });
  const made = madeBy(task, result);
  if (made !== null)
    await withRetries('artifacts', () => artifacts.keep(store, home, [checkpointArtifact(made)]));
  return result;
}

/** What is held nowhere is left to the task, which says what is missing or makes it again. */
async function bringFor(task: TrainerTask): Promise<void> {
  const { store, home } = workerContext();
  await artifacts.bringDataset(store, home, task.datasetHash);
  if ('elsewhere' in task && task.elsewhere)
    await artifacts.bringDataset(store, home, task.elsewhere.contentHash);
  if ('checkpointHash' in task) await artifacts.bring(store, home, checkpointArtifact(task.checkpointHash));
}

/** Of whichever of its datasets was damaged. */
async function mendDatasets(task: TrainerTask): Promise<boolean> {
  const { store, home } = workerContext();
  const elsewhere = 'elsewhere' in task ? task.elsewhere?.contentHash : undefined;
  if (elsewhere !== undefined) await artifacts.mendDataset(store, home, elsewhere);
  return artifacts.mendDataset(store, home, task.datasetHash);
}

/** The checkpoint's own damage is seen when it is brought. */
const isDamagedDataset = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'INVALID_FILE' && 'faults' in error.details;

/** Hash of the checkpoint that a task wrote; null when it wrote none. */
function madeBy(task: TrainerTask, result: TaskResults[TrainerTask['kind']]): string | null {
  if (task.kind === 'train' && 'checkpointHash' in result) return result.checkpointHash;
  if (!('trainedAgain' in result) || !result.trainedAgain) return null;
  if (result.trainedAgain !== true) return result.trainedAgain.checkpointHash;
  return 'checkpointHash' in task ? task.checkpointHash : null;
}
