import { shortRunId } from '../../../address/run-address.ts';
import type { FacetData } from '../explore-documents.ts';
import type { FilterNames } from './applied-filters.ts';

/** Names of the classes and runs that filters speak of. @param data undefined while it is on its way */
export function filterNames(data: FacetData | undefined): FilterNames {
  const classes = new Map(data?.classSummaries.map(({ class: { index, name } }) => [index, name]));
  const runs = new Map(data?.runs.nodes.map(({ id, name }) => [shortRunId(id), name]));
  return {
    ofClass: (index) => classes.get(index) ?? String(index),
    ofRun: (id) => runs.get(id) ?? 'the other run',
  };
}
