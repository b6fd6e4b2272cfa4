import { isCanonicalUuid } from '@engram/core';
import { exploreStateToSearch, parseExploreState, type ExploreState } from './explore-state.ts';
import { shortRunId } from './run-address.ts';

/** The datapoints of one run that a text refers to: the filters of the explorer. */
export interface Selection {
  /** UUID. */
  run: string;
  state: ExploreState;
}

/** The page of a snapshot; with a selection, of that part of it. */
export function snapshotAddress(hash: string, selection?: Selection): string {
  const address = `/s/${encodeURIComponent(hash)}`;
  if (!selection) return address;
  const filters = exploreStateToSearch(selection.state).replace(/^\?/, '&');
  return `${address}?run=${encodeURIComponent(shortRunId(selection.run))}${filters}`;
}

/** Null when the address names no run. */
export function parseSelection(params: Pick<URLSearchParams, 'get'>): Selection | null {
  const run = params.get('run') ?? '';
  return isCanonicalUuid(run) ? { run, state: parseExploreState(params) } : null;
}
