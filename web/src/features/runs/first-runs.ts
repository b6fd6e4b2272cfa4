import type { RunListState } from '../../address/run-list-state.ts';

/** Variables of the first page of the list, the same on server and in the browser. */
export const firstRuns = ({ search, dataset, method, status }: Omit<RunListState, 'order'>) => ({
  first: 50,
  after: null,
  search: search === '' ? null : search,
  dataset,
  method,
  status,
});
