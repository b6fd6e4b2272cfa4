import type { RunStatus } from '@engram/core';

/** How a run stands, for a list. */
export const statusLabels: Record<RunStatus, string> = {
  QUEUED: 'queued',
  RUNNING: 'running',
  SUCCEEDED: 'finished',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};

/** How a run stands, as a sentence. */
export const statusSentences: Record<RunStatus, string> = {
  QUEUED: 'The run is waiting for a worker.',
  RUNNING: 'The run is in progress.',
  SUCCEEDED: 'The run has finished, without a summary.',
  FAILED: 'The run failed.',
  CANCELLED: 'The run was cancelled.',
};
