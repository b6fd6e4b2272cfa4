/** Life of a run. */
export const runStatuses = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;
export type RunStatus = (typeof runStatuses)[number];

const transitions: Record<RunStatus, readonly RunStatus[]> = {
  QUEUED: ['RUNNING', 'FAILED', 'CANCELLED'],
  RUNNING: ['SUCCEEDED', 'FAILED', 'CANCELLED'],
  SUCCEEDED: [],
  FAILED: ['QUEUED'],
  CANCELLED: ['QUEUED'],
};

/** Whether a run may pass from one status to another. FAILED and CANCELLED go back to QUEUED by a resume. */
export function canTransition(from: RunStatus, to: RunStatus): boolean {
  return transitions[from].includes(to);
}

export function isFinished(status: RunStatus): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED' || status === 'CANCELLED';
}

/** Estimator and method of runs whose representations were computed elsewhere: Engram has neither their encoders nor their images. */
export const importedKey = 'imported';
export const isImported = (estimatorKey: string): boolean => estimatorKey === importedKey;

/** Phases of a running run, in order. */
export type RunPhase = 'queued' | 'plan' | 'train' | 'score' | 'publish' | 'done';

export interface RunProgress {
  phase: RunPhase;
  /** Fraction of the whole run that is done, 0–1. */
  fraction: number;
  /** Measured on this run's own finished work; null until enough of it is done to say. */
  etaSeconds: number | null;
  message: string | null;
}
