import type { GetWorkflowsInput } from '@dbos-inc/dbos-sdk';

/** What workers of a code version have claimed and not ended; of one of them where it is named. */
export const pendingWorkflows = (codeVersion: string, executorId?: string): GetWorkflowsInput => ({
  status: 'PENDING',
  applicationVersion: codeVersion,
  ...(executorId !== undefined && { executorId }),
  loadInput: false,
  loadOutput: false,
});
