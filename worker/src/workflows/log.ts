/** Writes one event to the worker's log; never throws, so that a full disk says nothing of a run. */
export type Log = (event: string, details?: Readonly<Record<string, unknown>>) => unknown;
