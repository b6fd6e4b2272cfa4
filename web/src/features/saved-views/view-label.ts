import { parseExploreState } from '../../address/explore-state.ts';
import { defaultOrder, parseOrder, scoreOrders } from '../../address/score-orders.ts';
import { formatAmount } from '../../format.ts';
import { appliedFilters } from '../explore/facets/applied-filters.ts';

/** What of an address tells one view from another: its page, where that says it, its filters and order, as the explorer calls them. */
export function viewLabel(address: string): string {
  const [path = '', search = ''] = address.split('?');
  const params = new URLSearchParams(search);
  const parts = path.endsWith('/explore')
    ? exploredParts(params)
    : [...pageParts(path), ...otherParts(params)];
  return parts.length === 0 ? address : parts.join(' · ');
}

/** Pages whose addresses are no words. */
function pageParts(path: string): string[] {
  const [, room, first, second] = path.split('/').map(decodeURIComponent);
  if (room === 'datapoints' && second !== undefined) return [`datapoint ${second} of ${first}`];
  return room === 'compare' && second !== undefined ? ['two runs compared'] : [];
}

/** Classes are named by their indices, as in the address: a list of views does not ask for the names of each dataset. */
function exploredParts(params: URLSearchParams): string[] {
  const state = parseExploreState(params);
  const filters = appliedFilters(state, { ofClass: String, ofRun: () => 'another run' });
  return [
    ...filters.map(({ label }) => label),
    ...(state.against === null ? [] : ['against another run']),
    ...(state.map && state.mapLasso.length === 0 ? ['map'] : []),
    ...orderPart(params),
    ...(state.view === 'table' ? ['as a table'] : []),
  ];
}

const otherParts = (params: URLSearchParams): string[] => [
  ...[...params].flatMap(([key, value]) => {
    // Of a datapoint, the run is named beside it.
    if (key === 'order' || key === 'run') return [];
    return [key === 'runs' ? formatAmount(value.split(',').length, 'run') : `${key} ${value}`];
  }),
  ...orderPart(params),
];

function orderPart(params: URLSearchParams): string[] {
  const order = parseOrder(params.get('order'));
  return order === defaultOrder ? [] : [scoreOrders[order].replace(/^./, (first) => first.toLowerCase())];
}
