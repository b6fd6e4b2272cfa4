import { runStatuses, type RunStatus } from '@engram/core';
import { knownKey } from '../known-key.ts';

/** Orders of the list of runs, as the URL names them. */
export const runOrders = {
  newest: 'Newest first',
  name: 'By name',
  mean: 'Highest mean first',
  reliability: 'Most reliable first',
} as const;
export type RunOrder = keyof typeof runOrders;

/** All that the list of runs shows; it lives in the URL alone. */
export interface RunListState {
  /** Occurs in the name, or begins the id. */
  search: string;
  /** Short name of the dataset, key of the method; null = all. */
  dataset: string | null;
  method: string | null;
  status: RunStatus | null;
  tag: string | null;
  /** Whether archived runs are shown too. */
  archived: boolean;
  /** Whether runs that an experiment asked for are shown too. */
  experiments: boolean;
  order: RunOrder;
}

export const initialRunListState: RunListState = {
  search: '',
  dataset: null,
  method: null,
  status: null,
  tag: null,
  archived: false,
  experiments: false,
  order: 'newest',
};

const longestSearch = 200;

/** Reads what it understands and leaves the rest out: an old or mistyped link still opens. */
export function parseRunListState(params: Pick<URLSearchParams, 'get'>): RunListState {
  return {
    search: (params.get('q') ?? '').trim().slice(0, longestSearch),
    dataset: params.get('dataset') || null,
    method: params.get('method') || null,
    status: runStatuses.find((status) => status.toLowerCase() === params.get('status')) ?? null,
    tag: params.get('tag') || null,
    archived: params.get('archived') === 'yes',
    experiments: params.get('experiments') === 'yes',
    order: knownKey(runOrders, params.get('order'), 'newest'),
  };
}

/** `?q=vicreg&status=succeeded`, or an empty text for the initial state. */
export function runListStateToSearch(state: RunListState): string {
  const { search, dataset, method, status, tag, archived, experiments, order } = state;
  const given = {
    q: search.trim(),
    dataset,
    method,
    status: status?.toLowerCase(),
    tag,
    archived: archived ? 'yes' : null,
    experiments: experiments ? 'yes' : null,
    order: order === 'newest' ? null : order,
  };
  const parts = Object.entries(given).flatMap(([key, value]) =>
    value ? [`${key}=${encodeURIComponent(value)}`] : [],
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** All runs, in the same order, with those of experiments or without. */
export const widenedList = ({ experiments, order }: RunListState): RunListState => ({
  ...initialRunListState,
  experiments,
  order,
});

export const isNarrowedList = (state: RunListState): boolean =>
  runListStateToSearch(state) !== runListStateToSearch(widenedList(state));
