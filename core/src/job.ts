import { z } from 'zod';

/**
 * What travels between server (or command) and worker: the workflow queue of DBOS is their only meeting place, and these are
 * its payloads. Names are stored with every job; renaming one strands the jobs already queued.
 */
export const workflowNames = { run: 'run', trainEncoder: 'trainEncoder' } as const;
export const queueNames = { runs: 'runs', train: 'train' } as const;

export const runJobSchema = z.strictObject({ runId: z.uuid(), configHash: z.string().length(64) });
export type RunJob = z.infer<typeof runJobSchema>;

export const trainEncoderJobSchema = z.strictObject({
  runId: z.uuid(),
  /** Index of the encoder in its run, 0 … t − 1. */
  encoder: z.int().min(0),
});
export type TrainEncoderJob = z.infer<typeof trainEncoderJobSchema>;

/** Workflow ids are derived, so that nothing is queued twice. `attempt` counts resumes of the run. */
export const runWorkflowId = (runId: string, attempt: number): string => `run-${runId}-${attempt}`;
export const trainWorkflowId = (runId: string, attempt: number, encoder: number): string =>
  `train-${runId}-${attempt}-${encoder}`;
