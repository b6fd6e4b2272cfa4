import { z } from 'zod';

/**
 * What travels between server (or command) and worker: the workflow queue of DBOS is their only meeting place, and these are
 * its payloads. Names are stored with every job; renaming one strands the jobs already queued.
 */
export const workflowNames = {
  run: 'run',
  encoder: 'encoder',
  trainEncoder: 'trainEncoder',
  experiment: 'experiment',
} as const;
export const queueNames = { runs: 'runs', train: 'train', experiments: 'experiments' } as const;

/** What a run may ask for and a worker may have, such as `gpu`: why a text is no such label; null where it is one. */
export const labelProblem = (label: string): string | null =>
  /^[a-z0-9][a-z0-9:._-]{0,31}$/.test(label)
    ? null
    : 'a label has 1 to 32 lower-case letters, digits and : . _ -';

/** The queue of those jobs that need a worker with this label; of all others where it is null. */
export const queueFor = (queue: keyof typeof queueNames, label: string | null): string =>
  label === null ? queueNames[queue] : `${queueNames[queue]}:${label}`;

export const runJobSchema = z.strictObject({ runId: z.uuid(), configHash: z.string().length(64) });
export type RunJob = z.infer<typeof runJobSchema>;

/** One encoder of a run: trained unless its ensemble has it, and measured. */
export const encoderJobSchema = z.strictObject({
  runId: z.uuid(),
  ensembleId: z.uuid(),
  /** Of the ensemble, see `trainWorkflowId`. */
  generation: z.int().min(0),
  /** Index of the encoder in its ensemble, 0 … t − 1. */
  encoder: z.int().min(0),
});
export type EncoderJob = z.infer<typeof encoderJobSchema>;

/** One encoder of an ensemble, for all runs that wait for it; `runId` is the one that asked first. */
export const trainEncoderJobSchema = encoderJobSchema;
export type TrainEncoderJob = z.infer<typeof trainEncoderJobSchema>;

/** An experiment: it waits for runs, which go through their own queue. */
export const experimentJobSchema = z.strictObject({
  experimentId: z.uuid(),
  configHash: z.string().length(64),
});
export type ExperimentJob = z.infer<typeof experimentJobSchema>;

/** Workflow ids are derived, so that nothing is queued twice. `attempt` counts resumes of the run. */
export const runWorkflowId = (runId: string, attempt: number): string => `run-${runId}-${attempt}`;
export const encoderWorkflowId = (runId: string, attempt: number, encoder: number): string =>
  `encoder-${runId}-${attempt}-${encoder}`;
/**
 * Runs of one generation of an ensemble share its training. `attempt` counts trainings that were cancelled with a run while another run
 * waited for them.
 */
export const trainWorkflowId = (job: TrainEncoderJob, attempt: number): string =>
  `train-${job.ensembleId}-${job.generation}-${job.encoder}-${attempt}`;
export const experimentWorkflowId = (experimentId: string, attempt: number): string =>
  `experiment-${experimentId}-${attempt}`;
