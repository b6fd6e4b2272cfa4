/** The workflow `encoder`: one encoder of a run, trained unless its ensemble has it, and measured. */
import { DBOS, Error as dbosErrors } from '@dbos-inc/dbos-sdk';
import {
  encoderJobSchema,
  invariant,
  isImportedConfig,
  runSchemaFor,
  trainWorkflowId,
  workflowNames,
  type EncoderJob,
} from '@engram/core';
import { datasets, encoders, findings, pairDistances, runs } from '@engram/store';
import { withRetries } from './retries.ts';
import { runTask } from './run-task.ts';
import { withActiveWorkflow, step } from './step.ts';
import {
  outcomeOf,
  saveTraining,
  signalOfStep,
  trainEncoderWorkflow,
  type JobOutcome,
} from './train-workflow.ts';
import { workerContext } from './worker-context.ts';

/** As `JobOutcome`; a finished one says whether its checkpoint was missing or damaged when it was measured. */
export type EncoderOutcome =
  Exclude<JobOutcome, { kind: 'finished' }> | { kind: 'finished'; trainedAgain?: boolean };

async function jobOf(job: EncoderJob) {
  const { store } = workerContext();
  const run = await runs.find(store, job.runId);
  invariant(run, `a job of the run ${job.runId}, which does not exist`);
  const [dataset] = await datasets.findByIds(store, [run.datasetId]);
  invariant(dataset, `a run on the dataset ${run.datasetId}, which does not exist`);
  return { run, config: runSchemaFor(run.config).parse(run.config), datasetHash: dataset.contentHash };
}

/** Whether the ensemble has the encoder, and whether the run still wants it. */
async function look(job: EncoderJob): Promise<'trained' | 'missing' | 'cancelled'> {
  const { store } = workerContext();
  const run = await runs.find(store, job.runId);
  if (run?.status !== 'RUNNING') return 'cancelled';
  return (await encoders.findCheckpoint(store, job.ensembleId, job.encoder)) ? 'trained' : 'missing';
}

/**
 * Waits for the training of the encoder, which another run of the ensemble may have begun; a training that was cancelled with that
 * run begins anew while this one wants it.
 */
async function train(job: EncoderJob): Promise<JobOutcome> {
  for (let attempt = 0; ; attempt++) {
    const found = await step('look', () => look(job));
    if (found === 'trained') return { kind: 'finished' };
    if (found === 'cancelled') return { kind: 'cancelled' };
    const workflowID = trainWorkflowId(job, attempt);
    try {
      const training = await DBOS.startWorkflow(trainEncoderWorkflow, { workflowID })(job);
      const outcome = await training.getResult();
      if (outcome.kind !== 'cancelled') return outcome;
    } catch (error) {
      if (!(error instanceof dbosErrors.DBOSAwaitedWorkflowCancelledError)) throw error;
    }
  }
}

async function measure(job: EncoderJob): Promise<EncoderOutcome> {
  const { store, progress, log } = workerContext();
  const { run, config, datasetHash } = await withRetries('job', () => jobOf(job));
  if (run.status !== 'RUNNING') return { kind: 'cancelled' };
  const checkpointHash = await withRetries('encoder', () =>
    encoders.findCheckpoint(store, job.ensembleId, job.encoder),
  );
  invariant(
    checkpointHash,
    `encoder ${job.encoder} of the ensemble ${job.ensembleId} is measured before it is trained`,
  );
  const mask = isImportedConfig(config)
    ? ((await withRetries('mask', () => encoders.maskOf(store, job.ensembleId, job.encoder))) ?? undefined)
    : undefined;
  const signal = signalOfStep();
  try {
    const {
      trainedAgain,
      pairDistances: distances,
      perDatapoint,
      viewNoise,
      perLayer,
      units,
      durationMs,
    } = await runTask<'score'>(
      { kind: 'score', config, datasetHash, encoder: job.encoder, checkpointHash, mask },
      { signal, onProgress: ({ fraction }) => progress.measuring(run, job.encoder, fraction) },
    );
    if (trainedAgain) {
      log('trained an encoder again', { run: run.id, encoder: job.encoder, checkpointHash });
      if (trainedAgain.checkpointHash !== checkpointHash)
        await saveTraining(job.ensembleId, job.encoder, trainedAgain, checkpointHash);
    }
    // Before the encoder, which says that all of it is stored.
    if (distances)
      await withRetries('pair distances', () =>
        pairDistances.insertOfEncoder(store, run.id, job.encoder, distances),
      );
    if (units) await withRetries('units', () => findings.replaceUnits(store, run.id, job.encoder, units));
    await withRetries('measurement', () =>
      encoders.saveMeasured(store, {
        runId: run.id,
        index: job.encoder,
        alignment: perDatapoint,
        viewNoise,
        ...(perLayer && { perLayer }),
        scoreDurationMs: durationMs,
      }),
    );
    log('encoder measured', { run: run.id, encoder: job.encoder, durationMs });
    return { kind: 'finished', ...(trainedAgain && { trainedAgain: true }) };
  } catch (error) {
    return outcomeOf(error, job, signal);
  } finally {
    progress.encoderLeft(run.id, job.encoder);
  }
}

async function encoder(input: EncoderJob): Promise<EncoderOutcome> {
  const job = encoderJobSchema.parse(input);
  const training = await train(job);
  if (training.kind !== 'finished') return training;
  return step('measure', () => measure(job));
}

export const encoderWorkflow = DBOS.registerWorkflow(
  (input: EncoderJob) => withActiveWorkflow(() => encoder(input)),
  {
    name: workflowNames.encoder,
  },
);
