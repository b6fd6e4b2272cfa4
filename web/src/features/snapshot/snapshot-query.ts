import { leastAgreeing } from '../../address/explore-state.ts';
import type { Selection } from '../../address/snapshot-address.ts';

/** The GraphQL query that gives what the page of a snapshot shows. */
export const snapshotQuery = (hash: string): string => `{
  snapshot(hash: "${hash}") {
    title
    authors { name orcid }
    license
    runs { name summary { meanScore interval { low high } } }
    experiments { name statements { claim verdict estimate low high } }
    methods
    bibliography
  }
}`;

/** What a reader must know of the query: the filters that GraphQL cannot ask for. */
export function queryHint(selection: Selection | null): string {
  if (!selection) return '';
  const { against, lasso, mapLasso, commented } = selection.state;
  const left = [
    ...(against !== null && lasso.length > 0 ? ['the lasso over two runs'] : []),
    ...(mapLasso.length > 0 ? ['the lasso over the map'] : []),
    ...(commented ? ['the comments'] : []),
  ];
  if (left.length === 0) return '';
  const names = new Intl.ListFormat('en').format(left);
  return `It leaves out ${names}, which GraphQL cannot filter by: it returns all datapoints that pass the other filters. The link at the top shows those that pass all filters.`;
}

/** The GraphQL query for the selected datapoints of a run of a snapshot, most memorized first, whether or not they are within its lasso. */
export const selectionQuery = (hash: string, { run, state }: Selection): string => `{
  snapshot(hash: "${hash}") { title }
  scores(filter: ${literal(filterOf(run, state))}, first: 100, orderBy: { field: VALUE, direction: DESC }) {
    totalCount
    nodes { datapoint { index class { index name } } value low high rank }
  }
}`;

function filterOf(run: string, state: Selection['state']): Record<string, unknown> {
  const range = (min: number | null, max: number | null) =>
    min === null && max === null
      ? undefined
      : { ...(min !== null && { gte: min }), ...(max !== null && { lte: max }) };
  const some = <Item>(list: readonly Item[]) => (list.length > 0 ? list : undefined);
  const other = state.against === null ? undefined : range(state.otherFrom, state.otherTo);
  return {
    run,
    classes: some(state.classes),
    value: range(state.from, state.to),
    percentile: range(state.percentile, null),
    topFraction: range(state.stable, null),
    fdr: range(null, state.fdr),
    roles: some(state.roles),
    tags: some(state.tags),
    identifiable: state.identifiable.length === 1 ? state.identifiable[0] === 'yes' : undefined,
    agreement:
      state.agree.length > 0
        ? { runs: [run, ...state.agree], topPercent: state.top, minRuns: leastAgreeing(state) }
        : undefined,
    and: other && [{ run: state.against, value: other }],
  };
}

/** A value as GraphQL writes it: JSON whose keys stand without quotes. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{ ${fields.map(([name, field]) => `${name}: ${literal(field)}`).join(', ')} }`;
}
