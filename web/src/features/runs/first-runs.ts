import type { RunListState } from '../../address/run-list-state.ts';

/** Variables of the first page of the list, the same on server and in the browser. */
export const firstRuns = (state: Omit<RunListState, 'order'>) => ({
  first: 50,
  after: null,
  search: state.search === '' ? null : state.search,
  dataset: state.dataset,
  method: state.method,
  status: state.status,
  tag: state.tag,
  includeArchived: state.archived,
  isOfExperiment: state.experiments ? null : false,
});
