import { shortRunId } from './run-address.ts';

/** The page of a datapoint, seen from a run when one is given. */
export function datapointAddress(datasetSlug: string, index: number, runId?: string): string {
  const run = runId === undefined ? '' : `?run=${encodeURIComponent(shortRunId(runId))}`;
  return `/datapoints/${encodeURIComponent(datasetSlug)}/${index}${run}`;
}
