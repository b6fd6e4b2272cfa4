import { isUuid } from '@engram/core';
import { shortRunId } from './run-address.ts';

/** What the page of a datapoint shows beyond the datapoint itself; it lives in the URL alone. */
export interface DatapointState {
  /** UUID of the run it is seen from; null = the newest that has a score of it. */
  run: string | null;
}

/** Reads what it understands, a run's global id as well, and leaves the rest out. */
export function parseDatapointState(params: Pick<URLSearchParams, 'get'>): DatapointState {
  const run = shortRunId(params.get('run') ?? '').toLowerCase();
  return { run: isUuid(run) ? run : null };
}
